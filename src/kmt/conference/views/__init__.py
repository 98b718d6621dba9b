"""The pages of conferences: one's own, one of them, one file on it, the table, the minutes."""
