"""The room ``advice`` as a specification."""
