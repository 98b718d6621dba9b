"""Filters for the templates of the rounds."""
