"""The building: what the import contracts cannot see, and the proof that each check can fail."""
