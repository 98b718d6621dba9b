"""Words and marks for the pages of governance."""
