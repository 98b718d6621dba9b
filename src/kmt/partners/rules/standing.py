"""Whether a person may work with the product today: designated, screened, trained, confirmed.

Source: Besluit gegevensverwerking door samenwerkingsverbanden art. 1.11 and 1.17, WGS art. 1.8(2):
only designated, screened (VOG) and trained persons get in; BIO2 5.18.02: rights are reviewed each
year. We ask the same of every room.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from kmt.kernel.refusals import Decision
from kmt.partners.rules.reviewing import closes_after

MANAGER = "Vraag je leidinggevende om dit in orde te maken."
#: From so many days before the end a date counts as "expires soon".
SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The dates of one account, as far as access depends on them; None means never.

    ``waits``: there is a role, but a second person has not agreed yet. ``confirmed_on``: when the
    role was last confirmed, or given; None for a role that nobody has to confirm.
    """

    has_membership: bool
    screening_valid_until: date | None
    training_valid_until: date | None
    waits: bool = False
    confirmed_on: date | None = None


def may_work(standing: Standing, today: date) -> Decision:
    """Allow only who is designated, screened and trained on this day; says what is missing."""
    return Decision.of(
        _designated(standing),
        _expired("screening (VOG)", standing.screening_valid_until, today),
        _expired("training", standing.training_valid_until, today),
        _unconfirmed(standing, today),
    )


def ends_soon(standing: Standing, today: date) -> tuple[str, ...]:
    """What ends within two months, in words, for the list of accounts."""
    dates = {
        "screening (VOG)": standing.screening_valid_until,
        "training": standing.training_valid_until,
        "jaarlijkse bevestiging": standing.confirmed_on and closes_after(standing.confirmed_on),
    }
    return tuple(
        f"{what} tot {day:%d-%m-%Y}"
        for what, day in dates.items()
        if day is not None and today <= day <= today + SOON
    )


def _designated(standing: Standing) -> str:
    if standing.has_membership:
        return ""
    if standing.waits:
        return (
            "Je rol wacht op akkoord van een tweede persoon. "
            "Vraag je teamleider of een andere beheerder."
        )
    return f"Je bent nog niet aangewezen voor een rol. {MANAGER}"


def _expired(what: str, valid_until: date | None, today: date) -> str:
    if valid_until is None:
        return f"Je {what} is nog niet geregistreerd. {MANAGER}"
    if valid_until < today:
        return f"Je {what} is verlopen op {valid_until:%d-%m-%Y}. {MANAGER}"
    return ""


def _unconfirmed(standing: Standing, today: date) -> str:
    if not standing.has_membership or standing.confirmed_on is None:
        return ""
    last = closes_after(standing.confirmed_on)
    if today <= last:
        return ""
    return (
        "Niemand bevestigde op tijd dat je deze rol nog nodig hebt; "
        f"dat kon tot en met {last:%d-%m-%Y}. Vraag je teamleider of de beheerder om dat te doen."
    )
