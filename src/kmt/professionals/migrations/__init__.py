"""Tables of the room ``professionals``, as they came to be."""
