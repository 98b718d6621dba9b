"""Tags of the room ``triage`` for templates."""
