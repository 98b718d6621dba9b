"""The record: append-only, in a chain, and readable."""
