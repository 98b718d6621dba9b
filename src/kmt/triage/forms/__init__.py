"""What the desk fills in."""
