"""Log-linear models: terms, families, fits, and whether an estimate exists at all."""
