"""Writing about registrations, handovers and keys of regions."""
