"""Tags of the room ``desk`` for templates."""
