"""Tests of the room ``mandate``."""
