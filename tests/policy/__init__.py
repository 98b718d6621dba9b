"""What holds for the whole house: who gets what answer where, and what stands on every answer."""
