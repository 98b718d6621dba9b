"""The vault: who a person is, and every look at it."""
