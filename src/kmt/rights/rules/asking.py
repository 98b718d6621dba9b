"""What somebody may ask about their own data, who may ask it for whom, and when it is unsafe. Pure.

UAVG 5(4): under sixteen a parent or guardian asks; about the care file somebody asks themselves
from twelve (Wmo 5.3.2). Somebody else than the person shows that they may. What could put the
person in danger is never released without a human being who looked at it (UAVG 41(1)(i)).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kmt.kernel.refusals import Decision


class Kind(StrEnum):
    """What is asked."""

    INSPECTION = "inspection"
    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"


KINDS: dict[Kind, str] = {
    Kind.INSPECTION: "inzage en kopie (AVG 15)",
    Kind.CORRECTION: "verbeteren of aanvullen (AVG 16)",
    Kind.ERASURE: "wissen (AVG 17, Wmo 5.3.5)",
    Kind.RESTRICTION: "minder gebruiken: alleen nog bewaren (AVG 18)",
    Kind.PORTABILITY: "meenemen als gegevens (AVG 20)",
    Kind.OBJECTION: "bezwaar tegen het gebruik (AVG 21)",
}
#: After these a restricted, corrected or erased file is told to who received it before (AVG 19).
TELLS_RECIPIENTS = frozenset({Kind.CORRECTION, Kind.ERASURE, Kind.RESTRICTION})


class Asker(StrEnum):
    """Who asks."""

    SELF = "self"
    PARENT = "parent"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    LAWYER = "lawyer"


ASKERS: dict[Asker, str] = {
    Asker.SELF: "de persoon zelf",
    Asker.PARENT: "ouder met gezag",
    Asker.GUARDIAN: "voogd, ook Nidos of een gecertificeerde instelling",
    Asker.REPRESENTATIVE: "vertegenwoordiger: curator, mentor of gemachtigde",
    Asker.LAWYER: "advocaat met machtiging",
}
_OF_CHILDREN = frozenset({Asker.PARENT, Asker.GUARDIAN})


class Age(StrEnum):
    """In which years somebody is, as far as it decides who may ask."""

    UNDER_12 = "under_12"
    FROM_12 = "from_12"
    FROM_16 = "from_16"


AGES: dict[Age, str] = {
    Age.UNDER_12: "jonger dan 12 jaar",
    Age.FROM_12: "12 tot en met 15 jaar",
    Age.FROM_16: "16 jaar of ouder",
}


class Danger(StrEnum):
    """Whether an answer could put the person, or somebody else, in danger."""

    NO = "no"
    UNSURE = "unsure"
    YES = "yes"


DANGERS: dict[Danger, str] = {
    Danger.NO: "nee, daar is geen teken van",
    Danger.UNSURE: "dat weet ik niet zeker",
    Danger.YES: "ja, dat kan",
}
#: How it was seen that somebody is who they say. A copy of a document is never kept.
CHECKS: dict[str, str] = {
    "document": "identiteitsbewijs gezien aan de balie",
    "known_face": "herkend door de eigen begeleider",
    "video": "identiteitsbewijs gezien in een videogesprek",
    "lawyer_card": "advocatenpas en machtiging gezien",
}
#: Why a request as a whole is refused; the requester hears it with the way to complain (AVG 12(4)).
REFUSALS: dict[str, str] = {
    "unfounded": "kennelijk ongegrond of buitensporig (AVG 12(5)(b))",
    "unproven": "niet vast te stellen wie vraagt (AVG 12(2), 12(6))",
    "not_entitled": "de aanvrager mag dit niet namens deze persoon vragen",
}
#: Why the month is not enough (AVG 12(3)).
EXTENSIONS: dict[str, str] = {
    "complex": "het verzoek is ingewikkeld",
    "many": "er zijn veel verzoeken tegelijk",
}
EVERYWHERE = frozenset({"R1", "R2", "R3", "ANY"})
#: The care file, with who the person is.
CARE = frozenset({"R2", "ANY"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it comes in. ``texts``: who asks, about whom, what, and a safe way to answer."""

    kind: Kind
    asker: Asker
    age: Age
    received_on: date
    proof_seen: bool
    danger: Danger
    requester: str
    about: str
    wish: str
    safe_way: str


def may_ask(asker: Asker, age: Age, *, proof_seen: bool) -> Decision:
    """Whether this asker may ask for somebody of this age."""
    return Decision.of(_wrong_asker(asker, age), _no_proof(asker, proof_seen=proof_seen))


def open_to(asker: Asker, age: Age) -> frozenset[str]:
    """Of which compartments the asker may get something: of all, or of the care file alone."""
    return CARE if asker is Asker.SELF and age is Age.FROM_12 else EVERYWHERE


def problems(asked: Asked, today: date) -> dict[str, str]:
    """What is wrong with a request that comes in, per field of the form; empty when it is whole.

    Who may not ask is not refused here: that request is kept, and gets an answer.
    """
    found = {
        "received_on": "Deze dag moet nog komen." if asked.received_on > today else "",
        "requester": "" if asked.requester.strip() else "Schrijf op wie er vraagt.",
        "about": "" if asked.about.strip() else "Schrijf op over wie het gaat.",
        "wish": "" if asked.wish.strip() else "Schrijf op wat er wordt gevraagd.",
        "safe_way": "" if asked.safe_way.strip() else "Vraag hoe wij veilig kunnen antwoorden.",
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def may_check(how: str, asker: Asker, age: Age, *, proof_seen: bool) -> Decision:
    """Whether it is settled who asks; nothing is looked up before."""
    return Decision.of(
        "" if how in CHECKS else "Kies hoe is gezien dat iemand is wie hij zegt.",
        *may_ask(asker, age, proof_seen=proof_seen).reasons,
    )


def age_of(years: int | None, stated: Age) -> Age:
    """The age that counts: by what the vault knows, and else as it was stated."""
    if years is None:
        return stated
    return Age.UNDER_12 if years < 12 else Age.FROM_12 if years < 16 else Age.FROM_16


def may_release(danger: Danger, *, cleared: bool) -> Decision:
    """Whether anything may be given out: never while it could harm somebody (UAVG 41(1)(i))."""
    if danger is Danger.NO or cleared:
        return Decision.of()
    return Decision.refuse(
        "Deze aanvrager is misschien iemand voor wie de persoon gevaar loopt, of die de persoon "
        "onder druk zet. Er gaat niets de deur uit (UAVG 41(1)(i)), totdat iemand dit heeft "
        "uitgezocht en heeft opgeschreven waarom het wel veilig is."
    )


def _wrong_asker(asker: Asker, age: Age) -> str:
    if asker is Asker.SELF and age is Age.UNDER_12:
        return "Onder de twaalf vraagt een ouder of voogd (UAVG 5(4))."
    if asker in _OF_CHILDREN and age is Age.FROM_16:
        return "Vanaf zestien vraagt iemand zelf. Een ouder kan alleen met een machtiging vragen."
    return ""


def _no_proof(asker: Asker, *, proof_seen: bool) -> str:
    if asker is Asker.SELF or proof_seen:
        return ""
    return "Kijk eerst het bewijs van gezag, de benoeming of de machtiging na."
