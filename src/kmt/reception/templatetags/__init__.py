"""Template words of the room ``reception``."""
