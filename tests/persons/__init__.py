"""The pages of one person."""
