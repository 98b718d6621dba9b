"""Tables of the room ``triage``, as they came to be."""
