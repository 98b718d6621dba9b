"""Forms of the room ``professionals``: the quick report, the code, and what the desk gives."""
