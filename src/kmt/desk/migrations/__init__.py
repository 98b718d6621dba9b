"""Tables of the room ``desk``, as they came to be."""
