"""Template tags of the room ``situation``."""
