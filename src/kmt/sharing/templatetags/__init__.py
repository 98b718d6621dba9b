"""Words of the room ``sharing`` for its templates."""
