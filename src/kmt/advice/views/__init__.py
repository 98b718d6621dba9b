"""Pages of the room ``advice``: for everybody, for professionals, and of the desk."""
