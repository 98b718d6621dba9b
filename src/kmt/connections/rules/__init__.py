"""Pure rules of connections: kinds, the form in which things are compared, what a text names."""
