"""Commands of duty."""
