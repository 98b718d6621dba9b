"""Template tags of the room ``conference``."""
