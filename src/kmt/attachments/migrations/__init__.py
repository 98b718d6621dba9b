"""Tables of the room ``attachments``, as they came to be."""
