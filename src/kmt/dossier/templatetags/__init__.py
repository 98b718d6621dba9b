"""Template tags of the room ``dossier``."""
