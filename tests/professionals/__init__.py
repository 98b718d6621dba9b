"""What the room ``professionals`` promises, as tests."""
