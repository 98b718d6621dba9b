"""Simulated populations: coverage studies, and what would help most."""
