"""Forms of the room ``advice``: of everybody, of professionals, and of the desk."""
