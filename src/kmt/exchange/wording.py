"""Codes of this room in Dutch words, for pages and files."""

from kmt.exchange import codes
from kmt.exchange.fields import BLOCKS, Field
from kmt.exchange.prefill import SOURCES
from kmt.exchange.rules.handing import PARTS
from kmt.exchange.rules.registering import UNKNOWN
from kmt.kernel import clock
from kmt.situation.countries import countries_on, country_word
from kmt.vocabulary.queries import codes_of, label

EVENTS: dict[str, str] = {
    "begun": "begonnen",
    "saved": "ingevuld",
    "basis": "grondslag getoetst",
    "file": "bestand gemaakt",
    "moved": "stand gewijzigd",
    "type": "dossiertype gewijzigd",
    "basis_proposed": "andere grondslag voorgesteld",
    "basis_decided": "over een andere grondslag beslist",
}
ASKED: dict[str, str] = {
    "draft": "Terug naar concept, om iets te wijzigen",
    "sent": "Het is verstuurd",
    "confirmed": "CoMensha heeft bevestigd",
    "returned": "CoMensha stuurde het terug",
    "updated": "Het dossiertype verandert",
    "withdrawn": "De registratie terugnemen",
}
MODES = {"identified": "met naam", "count": "telling zonder naam"}
GOING = {
    "waiting": "wacht op antwoord",
    "accepted": "aanvaard",
    "refused": "geweigerd",
    "withdrawn": "ingetrokken",
}
COMING = {"received": "wacht op een besluit", "accepted": "aanvaard", "refused": "geweigerd"}
KINDS = {"waiting": "warn", "accepted": "ok", "refused": "stop", "received": "warn"}
_PARTS = {one.code: one.words for one in PARTS}


def status_word(code: str) -> str:
    """The state of a registration."""
    return label("comensha_status", code)


def dossier_word(code: str) -> str:
    """A dossier type of CoMensha."""
    return label("dossier_type", code)


def consent_word(code: str) -> str:
    """How a consent stands."""
    return label("consent_state", code)


def mode_word(code: str) -> str:
    """With a name, or as a count."""
    return MODES.get(code, code)


def source_word(code: str) -> str:
    """Where a value comes from."""
    return SOURCES.get(code, code)


def block_word(code: str) -> str:
    """A block of the field list."""
    return BLOCKS.get(code, code)


def part_word(code: str) -> str:
    """A part of a package."""
    return _PARTS.get(code, code)


def event_word(code: str) -> str:
    """A step in the history of a registration."""
    return EVENTS.get(code, code)


def asked_word(code: str) -> str:
    """A step that somebody can write down, as they would say it."""
    return ASKED.get(code, code)


def going_word(code: str) -> str:
    """The state of a package that went out."""
    return GOING.get(code, code)


def coming_word(code: str) -> str:
    """The state of a package that came in."""
    return COMING.get(code, code)


def state_kind(code: str) -> str:
    """The colour of a state."""
    return KINDS.get(code, "info")


def refusal_word(code: str) -> str:
    """Why a region did not take a case over."""
    return codes.word(codes.REFUSAL, code)


def ground_word(code: str) -> str:
    """Another basis than consent."""
    return codes.word(codes.GROUND, code)


def channel_word(code: str) -> str:
    """By which way something was sent by hand."""
    return codes.word(codes.CHANNEL, code)


def known_countries() -> frozenset[str]:
    """The codes of the countries of today (ISO 3166)."""
    return frozenset(one.code for one in countries_on(clock.today()))


def value_word(field: Field, code: str) -> str:
    """One value of a field in words; what is not of a list is words already."""
    if code == UNKNOWN:
        return "onbekend"
    if field.kind in {"country", "countries"}:
        return country_word(code) if code in known_countries() else code
    if field.kind == "answer":
        return codes.word(codes.ANSWER, code)
    known = next((name for name in field.lists if code in codes_of(name)), "")
    return label(known, code) if known else code
