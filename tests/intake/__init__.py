"""The room ``intake`` as a specification."""
