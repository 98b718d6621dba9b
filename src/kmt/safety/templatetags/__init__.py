"""Template tags of the room ``safety``."""
