"""What reports have in common: rules as tables, and the desk's page as it is used."""
