"""Alternatives weighed on named criteria: scores with reasons, weights, dissent. People decide."""
