"""Tests of the room ``shelter``: asked, refused with a reason, placed, counted."""
