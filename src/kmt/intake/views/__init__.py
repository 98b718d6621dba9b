"""Pages of the public entrance."""
