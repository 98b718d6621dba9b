"""Tests of the council factsheets."""
