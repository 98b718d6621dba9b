"""Template tags of the room ``care``."""
