"""Migrations of the room ``connections``."""
