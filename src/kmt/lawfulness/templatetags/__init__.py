"""Template filters of the room ``lawfulness``."""
