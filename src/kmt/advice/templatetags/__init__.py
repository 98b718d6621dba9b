"""Template tags of the room ``advice``."""
