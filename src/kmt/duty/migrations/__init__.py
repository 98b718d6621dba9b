"""Tables of duty, step by step."""
