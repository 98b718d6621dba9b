"""Small regions: list dependences borrowed from the nation or from neighbouring regions."""
