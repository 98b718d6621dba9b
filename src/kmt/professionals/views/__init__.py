"""Pages of the room ``professionals``: with a code, with an account, of the desk, of systems."""
