"""What a professional sends, whether it can come in, and the report it becomes. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kmt.intake.rules import NAMED, NO, UNKNOWN, WITHHELD, YES, Told
from kmt.professionals.rules import grounds

WEB, PARTNER = "web_form", "partner_system"
LINK, ACCOUNT, KEY = "link", "account", "key"
#: How the signs came to be known; the list may grow.
PROFESSIONAL = "professional"
ANSWERS = (YES, NO, UNKNOWN)
ABOUT = ("", "other", "several", "place")
LIMITS = {
    "text": 8_000,
    "place": 500,
    "contact": 500,
    "name": 120,
    "function": 120,
    "consent_reason": grounds.LONGEST_REASON,
    "ground_reason": grounds.LONGEST_REASON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """For which organisation somebody sends, by which way, and who they are as far as known."""

    organisation: str
    organisation_name: str
    way: str
    channel: str = WEB
    name: str = ""
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What a professional saw and states. Empty is "not said"; a sign that is not here unknown."""

    text: str = ""
    signs: tuple[str, ...] = ()
    place: str = ""
    municipality: str = ""
    outside_region: bool = False
    about: str = ""
    minors: str = UNKNOWN
    ongoing: str = UNKNOWN
    danger: bool = False
    called: bool = False
    secrecy: str = ""
    consent: str = ""
    consent_reason: str = ""
    ground: str = ""
    ground_reason: str = ""
    name: str = ""
    function: str = ""
    contact: str = ""
    may_name: bool = False


def missing(
    observed: Observed, *, files: int, known: Mapping[str, str], municipalities: frozenset[str]
) -> dict[str, str]:
    """What stands in the way, by field, in sentences; nothing when it can come in.

    ``known`` are the signs in use by id.
    """
    found = {
        "text": ""
        if observed.text.strip() or observed.signs or files
        else "Vink een signaal aan, voeg een foto toe, of schrijf in een regel wat je zag.",
        "signs": ""
        if set(observed.signs) <= set(known) and len(set(observed.signs)) == len(observed.signs)
        else "Kies signalen uit de lijst, elk een keer.",
        "municipality": ""
        if observed.municipality in municipalities | {""}
        else "Deze gemeente staat niet in de lijst. Kies er een, of laat het open.",
        "about": "" if observed.about in ABOUT else "Kies een antwoord uit de lijst.",
        "minors": "" if observed.minors in ANSWERS else "Kies een antwoord uit de lijst.",
        "ongoing": "" if observed.ongoing in ANSWERS else "Kies een antwoord uit de lijst.",
        "called": "Bel eerst 112. Zet daarna hier een vinkje; dan nemen wij je melding aan."
        if observed.danger and not observed.called
        else "",
        **_ground(observed),
    }
    for name, limit in LIMITS.items():
        over = len(getattr(observed, name)) - limit
        if over > 0:
            found[name] = f"Dit is {over} tekens te lang. Maak het korter; je tekst staat er nog."
    return {name: sentence for name, sentence in found.items() if sentence}


def stated_ground(observed: Observed) -> str:
    """The ground that was stated; who has no secrecy need not say more than that."""
    no_secrecy = observed.secrecy == grounds.NO_SECRECY_OF_OWN
    return observed.ground or (grounds.NO_SECRECY if no_secrecy else "")


def told_of(
    observed: Observed, sender: Sender, known: Mapping[str, str], language: str = "nl"
) -> Told:
    """The report that the desk reads. Signs stand in it in words, and beside it as data."""
    name, function = observed.name or sender.name, observed.function or sender.function
    who = ", ".join(filter(None, (name, function, sender.organisation_name)))
    return Told(
        narrative=_narrative(observed, sender, known),
        about=observed.about or "other",
        municipality=observed.municipality,
        outside_region=observed.outside_region,
        place=observed.place.strip(),
        ongoing=observed.ongoing,
        minors=observed.minors,
        anonymity=NAMED if observed.may_name else WITHHELD,
        reporter_name=who,
        contact=observed.contact.strip(),
        language=language,
        channel=sender.channel,
    )


def _ground(observed: Observed) -> dict[str, str]:
    if observed.secrecy not in grounds.SECRECIES:
        return {"secrecy": "Zeg of je een beroepsgeheim hebt; dan weten we op welke grond dit mag."}
    if observed.consent not in {"", *grounds.CONSENTS}:
        return {"consent": "Kies een antwoord uit de lijst."}
    decision = grounds.may_state(
        ground=stated_ground(observed),
        reason=observed.ground_reason,
        secrecy=observed.secrecy,
        consent=observed.consent,
        at_home=False,
    )
    why_not_asked = (
        "Schrijf waarom je het niet vroeg, of wat de persoon zei."
        if observed.secrecy in grounds.STRICT
        and observed.consent in {grounds.NOT_ASKED, grounds.REFUSED}
        and not observed.consent_reason.strip()
        else ""
    )
    return {"ground": " ".join(decision.reasons), "consent_reason": why_not_asked}


_SECRECY = {
    grounds.NO_SECRECY_OF_OWN: "geen beroepsgeheim",
    grounds.OFFICE: "geheimhouding als ambtenaar",
    grounds.MEDICAL: "medisch beroepsgeheim",
    grounds.YOUTH: "beroepsgeheim in de jeugdhulp",
    grounds.OTHER: "een ander beroepsgeheim",
    grounds.UNKNOWN: "niet bekend",
}
_CONSENT = {
    grounds.GIVEN: "gevraagd, en de persoon stemt in",
    grounds.REFUSED: "gevraagd, en de persoon stemt niet in",
    grounds.NOT_ASKED: "niet gevraagd",
    grounds.UNKNOWN: "niet gezegd",
}


def _narrative(observed: Observed, sender: Sender, known: Mapping[str, str]) -> str:
    seen = [f"- {known[one]} ({one})" for one in observed.signs]
    ground, why = stated_ground(observed), observed.ground_reason.strip()
    consent, said = observed.consent, observed.consent_reason.strip()
    parts = [
        observed.text.strip() or "Zonder tekst gemeld: zie wat is aangevinkt en meegestuurd.",
        "Er is nu gevaar volgens wie meldt; 112 is gebeld." if observed.danger else "",
        "\n".join(["Waargenomen door wie meldt:", *seen]) if seen else "",
        f"Gemeld namens: {sender.organisation_name}.",
        f"Geheimhouding van wie meldt: {_SECRECY[observed.secrecy]}.",
        f"Grond van wie meldt: {grounds.DUTCH[ground]}." + (f" Uitleg: {why}" if why else ""),
        f"Toestemming van de persoon: {_CONSENT[consent]}." if consent else "",
        f"Daarover: {said}" if said else "",
    ]
    return "\n\n".join(filter(None, parts))
