"""Commands of the room ``mailbox``."""
