"""Choosing a model: whole families, stepwise, downhill; with a count of what was excluded."""
