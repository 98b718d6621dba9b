"""Count tables: what they are, how they are read, and the published ones that are carried along."""
