"""The statutory right to report (meldrecht) of Wmo 5.2.6: to Veilig Thuis, and only there.

There is none to a centre against trafficking. The scope is in the law; that it follows for KMT is
our own reading (law README, conclusion 10).
"""

from kmt.kernel.refusals import Decision

VEILIG_THUIS = "veilig_thuis"
#: What the right is about.
CONCERNS = frozenset({"domestic_violence", "child_abuse"})


def may_rely_on_reporting_right(*, recipient: str, concern: str) -> Decision:
    """Whether a professional may break secrecy on the meldrecht alone."""
    return Decision.of(
        "" if recipient == VEILIG_THUIS else f"{_ONLY_THERE} {_OTHER_GROUND}",
        "" if concern in CONCERNS else _ONLY_FOR,
    )


_ONLY_THERE = "Het meldrecht van Wmo 5.2.6 geldt alleen tegenover Veilig Thuis."
_OTHER_GROUND = (
    "Vraag naar een andere grondslag: uitdrukkelijke toestemming, een wettelijke plicht of "
    "bevoegdheid, of een conflict van plichten met de reden erbij."
)
_ONLY_FOR = "Het meldrecht van Wmo 5.2.6 gaat alleen over huiselijk geweld en kindermishandeling."
