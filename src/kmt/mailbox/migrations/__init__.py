"""Tables of the room ``mailbox``, as they came to be."""
