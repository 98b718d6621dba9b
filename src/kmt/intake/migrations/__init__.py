"""Tables of the room ``intake``, as they came to be."""
