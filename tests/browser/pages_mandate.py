"""The pages of the obligations of municipalities: standing, rounds, factsheets."""

from tests.browser.ways import Here

MANDATE: tuple[Here, ...] = ()
