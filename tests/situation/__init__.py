"""Tests of the room ``situation``."""
