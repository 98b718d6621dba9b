"""The pages of this room: registration and handover of a case, what came in, keys of regions."""
