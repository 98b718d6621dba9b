"""Methods with one face: a count table in, an Estimate out."""
