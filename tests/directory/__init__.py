"""Tests of the room ``directory``: who can help, found by need, kept by a file or by hand."""
