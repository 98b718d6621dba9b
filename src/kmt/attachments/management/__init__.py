"""Commands of the room ``attachments``."""
