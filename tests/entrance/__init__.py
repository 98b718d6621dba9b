"""The pages that everybody may read, in ten languages."""
