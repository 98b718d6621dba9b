"""The rights of the person whom data are about: requests, decisions, the copy."""
