"""Tables of the room ``advice``, as they came to be."""
