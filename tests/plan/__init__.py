"""The room plan, specified."""
