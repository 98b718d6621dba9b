"""The yearly round of the obligations, and who in a municipality answers for what."""
