"""Is the number true? Verdict, sensitivity, linkage errors, lists left out."""
