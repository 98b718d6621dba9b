"""Commands on the master key."""
