"""The pages of the privacy officer: the record, and the yearly check of looks drawn by lot."""
