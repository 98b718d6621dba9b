"""The papers: what they show is run, and what they point to exists."""
