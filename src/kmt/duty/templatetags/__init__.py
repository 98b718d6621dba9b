"""Words for the pages of the room ``duty``."""
