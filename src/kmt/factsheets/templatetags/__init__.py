"""Filters for the templates of the factsheets."""
