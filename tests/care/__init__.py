"""The room care, specified."""
