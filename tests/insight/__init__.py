"""Insight as a specification: sharing out, counting, the estimate, the pages, the factsheet."""
