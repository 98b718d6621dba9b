"""Template filters of the room ``shelter``."""
