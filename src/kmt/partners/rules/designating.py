"""Who gets an account and a role: one person, designated, never a group or a passer-by.

Sources: BIO2 5.16.02 (no group accounts), WGS art. 1.8(2) (designated persons, three functions),
WGS art. 2.27 (who takes part in a Zorg- en Veiligheidshuis), BGS art. 2.21(3) (an incidental third
party gets no account).
"""

import re
from dataclasses import dataclass
from datetime import date

from kmt.kernel.refusals import Decision

#: Words that name a desk, wherever they stand in an address or a name.
GROUPS = frozenset(
    {
        *("team", "info", "balie", "secretariaat", "receptie", "meldpunt", "loket", "helpdesk"),
        *("servicedesk", "afdeling", "groep", "noreply", "administratie", "functioneel"),
        *("algemeen", "iedereen", "allen", "redactie"),
    }
)
#: Words that name a desk when there is nothing else: somebody can be called Post.
DESKS = GROUPS | {
    *("post", "postbus", "mail", "contact", "beheer", "admin", "kmt", "zvh", "office", "werk"),
}
#: The functions of WGS art. 1.8(2), for who works in the compartment of that law.
FUNCTIONS = {
    "a": "a: gegevens verwerken",
    "b": "b: nagaan of het rechtmatig is",
    "c": "c: de voorziening onderhouden",
}
#: The kinds of organisations of WGS art. 2.27(1) and (2); "host" is our reading: who directs the
#: process there does so for a municipality.
TAKES_PART = frozenset(
    {
        "police",
        "prosecution",
        "municipality",
        "public_health",
        "advice_and_report",
        "child_protection",
        "prison",
        "probation",
        "youth_protection",
        "mental_health",
        "care_provider",
        "host",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation:
    """What is asked: who gives whom which role, for whom, from when until when."""

    by_id: str
    account_id: str
    role_known: bool
    in_wgs: bool
    needs_municipality: bool
    municipality_known: bool
    organisation_kind: str
    function: str
    valid_from: date
    valid_to: date | None


def may_have_account(*, email: str, name: str, incidental: bool) -> Decision:
    """One person who works here for longer; says at what it stumbles."""
    return Decision.of(
        "" if not incidental else INCIDENTAL,
        "" if is_person_address(email) else GROUP_ADDRESS,
        "" if is_person_name(name) else GROUP_NAME,
    )


def may_designate(asked: Designation, today: date) -> Decision:
    """Never oneself; a known role and place; in the WGS only who takes part, with a function."""
    return Decision.of(
        "" if asked.by_id != asked.account_id else NOT_ONESELF,
        "" if asked.role_known else "Kies een rol uit de lijst.",
        "" if asked.organisation_kind else "Kies een organisatie uit de lijst.",
        ""
        if asked.municipality_known or not asked.needs_municipality
        else "Deze rol hoort bij een gemeente: kies er een.",
        "" if asked.valid_to is None or asked.valid_to >= asked.valid_from else BACKWARDS,
        "" if asked.valid_from >= today else "Een rol begint vandaag of later.",
        *(_in_wgs(asked) if asked.in_wgs else ()),
    )


def may_agree(*, by_id: str, account_id: str, given_by: str) -> Decision:
    """The second pair of eyes is neither who gave the role nor who gets it."""
    return Decision.of(
        "" if by_id != account_id else "Op je eigen rol geef je geen akkoord.",
        "" if by_id != given_by else "Jij gaf deze rol: een ander geeft akkoord.",
    )


def is_person_address(email: str) -> bool:
    """Whether the part before the @ can be that of one person."""
    words = _words(email.partition("@")[0])
    return bool(words) and not words & GROUPS and not words <= DESKS


def is_person_name(name: str) -> bool:
    """Whether this can be the name of one person."""
    words = _words(name)
    return bool(words) and not words & GROUPS and not words <= DESKS


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[\W\d_]+", text.lower()) if word}


def _in_wgs(asked: Designation) -> tuple[str, str]:
    return (
        "" if asked.organisation_kind in TAKES_PART else NOT_LISTED,
        "" if asked.function in FUNCTIONS else "Kies de functie van WGS artikel 1.8, tweede lid.",
    )


NOT_ONESELF = "Jezelf een rol geven kan niet: laat dat een andere beheerder doen."
INCIDENTAL = (
    "Wie incidenteel meedoet, krijgt geen account (BGS artikel 2.21, derde lid). "
    "Nodig die persoon uit voor het overleg zelf, na een getekende geheimhouding."
)
GROUP_ADDRESS = (
    "Dit e-mailadres lijkt van een groep. Een account is van één persoon: "
    "gebruik het eigen werkadres van die persoon."
)
GROUP_NAME = "Deze naam lijkt van een groep. Vul de naam in van één persoon."
BACKWARDS = "De rol eindigt voor hij begint: kies een latere einddatum."
NOT_LISTED = (
    "Deze organisatie is geen deelnemer van een Zorg- en Veiligheidshuis (WGS artikel 2.27) "
    "en krijgt daar geen account."
)
