"""Reading registrations, handovers and keys of regions."""
