"""Tests of the room ``options``: the arithmetic, the rules, the acts, the pages."""
