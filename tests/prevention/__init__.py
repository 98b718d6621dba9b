"""Tests of the room ``prevention``: rules, deeds, pages and what is printed."""
