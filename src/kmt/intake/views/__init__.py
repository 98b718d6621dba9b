"""Pages of the room ``intake``: the public entrance, and the desk."""
