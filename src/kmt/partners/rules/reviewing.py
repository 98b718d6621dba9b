"""The yearly review of rights: somebody else confirms, changes or ends each role.

Source: BIO2 5.18.02 (rights reviewed each year). The 30 days of grace are ours (proposal).
"""

from datetime import date, timedelta

from kmt.kernel.refusals import Decision

GRACE = timedelta(days=30)
#: Shown in the task list so many days before the year is over.
AHEAD = timedelta(days=30)
#: Why a role stays, in fixed words: the record keeps the code.
REASONS = {
    "still_needed": "Werkt nog in deze rol en heeft dit nodig",
    "returns_soon": "Is tijdelijk weg en komt terug",
}
#: Why a role ends.
END_REASONS = {
    "left": "Werkt hier niet meer",
    "other_work": "Doet ander werk",
    "not_needed": "Heeft deze rol niet meer nodig",
    "not_fit": "Screening, training of vertrouwen ontbreekt",
}


def due_on(confirmed_on: date) -> date:
    """One year later; for 29 February the last day of that month."""
    try:
        return confirmed_on.replace(year=confirmed_on.year + 1)
    except ValueError:
        return date(confirmed_on.year + 1, 2, 28)


def closes_after(confirmed_on: date) -> date:
    """The last day on which the role still opens the door."""
    return due_on(confirmed_on) + GRACE


def is_due(confirmed_on: date, today: date) -> bool:
    """Whether this role belongs in the task list of today."""
    return today >= due_on(confirmed_on) - AHEAD


def may_confirm(*, by_id: str, account_id: str, reason: str) -> Decision:
    """Somebody else, with a reason of the list."""
    return Decision.of(
        "" if by_id != account_id else "Je eigen rol laat je door een ander bevestigen.",
        "" if reason in REASONS else "Kies een reden uit de lijst.",
    )


def may_end(*, by_id: str, account_id: str, reason: str) -> Decision:
    """Somebody else, with a reason of the list: nobody locks the house from inside by mistake."""
    return Decision.of(
        "" if by_id != account_id else "Je eigen toegang laat je door een ander beëindigen.",
        "" if reason in END_REASONS else "Kies een reden uit de lijst.",
    )
