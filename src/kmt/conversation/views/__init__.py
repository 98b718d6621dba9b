"""Pages of the room ``conversation``: with a code, and at the desk."""
