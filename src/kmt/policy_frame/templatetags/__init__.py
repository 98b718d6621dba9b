"""Words and marks for the pages of the policy frame."""
