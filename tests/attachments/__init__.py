"""Files that somebody sent."""
