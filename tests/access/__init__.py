"""The gates: door, rows, acts, roles, sessions, log-in."""
