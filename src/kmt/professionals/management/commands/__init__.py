"""Commands of the room ``professionals``."""
