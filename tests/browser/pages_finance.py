"""The pages of money: the budget, keys, scenarios."""

from tests.browser.ways import Here

FINANCE: tuple[Here, ...] = ()
