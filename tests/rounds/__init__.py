"""Tests of the yearly round, and of who in a municipality answers for what."""
