"""Tests of the room ``scenarios``: changes, closing, chances, assumptions, acts and pages."""
