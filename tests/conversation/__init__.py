"""The room ``conversation`` as a specification."""
