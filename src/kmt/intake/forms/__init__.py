"""Forms of the public entrance."""
