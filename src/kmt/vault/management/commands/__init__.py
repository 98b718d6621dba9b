"""Commands on keys and on what was erased."""
