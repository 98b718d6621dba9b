"""Commands of insight: one file each."""
