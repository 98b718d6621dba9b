"""The pages of governance: meetings, decisions, the policy frame, options, the transition."""

from tests.browser.ways import Here

GOVERNANCE: tuple[Here, ...] = ()
