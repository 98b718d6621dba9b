"""The pages of the rooms of care, for the table of :mod:`.pages`."""

from tests.browser.ways import Here

CARE: tuple[Here, ...] = ()
