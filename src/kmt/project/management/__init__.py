"""Commands of the roof: those that need to know several rooms."""
