"""Commands of the room ``desk``."""
