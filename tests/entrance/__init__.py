"""The public pages: what they say, in which languages, and what they leave behind."""
