"""Intervals: those that count the choice of a model, and those for a model that was given."""
