"""The room conference, specified."""
