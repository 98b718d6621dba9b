"""Tests of the room ``transition``."""
