"""The room ``reception`` as a specification."""
