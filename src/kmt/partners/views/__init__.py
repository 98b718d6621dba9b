"""The pages of this room: log-in, one's own account, accounts of others, roles to look at."""
