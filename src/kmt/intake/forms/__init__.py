"""Forms of the room ``intake``: of the public entrance, and of the desk."""
