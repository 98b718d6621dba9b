"""Council factsheets: the obligations of a municipality or the region on one sheet."""
