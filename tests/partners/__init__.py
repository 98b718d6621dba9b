"""Who works together: the region, accounts, roles."""
