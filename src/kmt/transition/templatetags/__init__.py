"""Words of this room, for its templates."""
