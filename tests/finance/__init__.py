"""Tests of the room finance: arithmetic, budgets, import, pages."""
