"""What a reporter may hear, and what must hold before a report closes or opens again: pure.

The lists of texts and places are data (:mod:`kmt.triage.told_back`); here stands what fits.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from kmt.intake.rules import ANONYMOUS, CARE
from kmt.triage.rules.weighing import LONGEST_REASON, Objection

CONVERSATION, NOT_POSSIBLE, NOT_SAFE = "conversation", "not_possible", "not_safe"
#: Ways in which a person speaks to the reporter; the house records it and sends nothing.
SPOKEN = ("phone", "email", "in_person")
UNSAID = (NOT_POSSIBLE, NOT_SAFE)
WAYS = (CONVERSATION, *SPOKEN, *UNSAID)
#: The outcome after which the reporter is told where to go instead.
ELSEWHERE = "referred_elsewhere"
#: The text that points at a right place, and therefore needs one.
POINTS = "elsewhere"
DUPLICATE, IN_CARE, BY_OTHERS = "duplicate", "in_care", "handled_by_others"
LONGEST_WORDS = 2000
#: What a text to a reporter must not tell: that there is a file, and what is done about somebody.
_TELLS_OF_A_FILE = re.compile(
    r"\b(?:zorg)?(?:casus|dossier|zaak|aangifte|verdachte|slachtoffer|dader|persoonsgericht\w*|"
    r"case|file|suspect|victim|offender)\w*\b",
    re.IGNORECASE,
)
#: Numbers long enough to be of a person: a phone, a date of birth, a citizen service number.
_NUMBER = re.compile(r"\d(?:[ .\-/]?\d){5,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBack:
    """What the reporter hears: by which way, which text in which language, own words, or why not.

    ``place`` is where the reporter can go instead; ``sure`` that whoever writes read their own
    words once more.
    """

    way: str
    text: str = ""
    language: str = "nl"
    place: str = ""
    words: str = ""
    reason: str = ""
    sure: bool = False


def ways_to(*, talks: bool, anonymity: str, reachable: bool) -> tuple[str, ...]:
    """The ways by which this reporter can hear something, and the two answers that they cannot.

    ``talks``: there is a conversation with a code. Of an anonymous reporter nothing else is known.
    """
    spoken = SPOKEN if reachable and anonymity != ANONYMOUS else ()
    return (*((CONVERSATION,) if talks else ()), *spoken, *UNSAID)


def objections_to_feedback(
    told: ToldBack, *, ways: Collection[str], texts: Collection[str], places: Collection[str]
) -> tuple[Objection, ...]:
    """Everything that stands in the way of telling this; none means that it may be told."""
    if told.way not in ways:
        return (
            _at("way", "Kies hoe de melder iets terughoort.", "Kan dat niet, kies dan waarom."),
        )
    if told.way in UNSAID:
        return () if _fits(told.reason) else (_at("reason", *_WHY_UNSAID),)
    found = []
    if told.text not in texts:
        found.append(_at("text", *_NO_TEXT))
    if told.text == POINTS and told.place not in places:
        found.append(_at("place", "Waar kan de melder wel terecht?", "Kies een plek uit de lijst."))
    if len(told.words.strip()) > LONGEST_WORDS:
        found.append(_at("words", "Dit is te lang.", f"Hooguit {LONGEST_WORDS} tekens."))
    return tuple(found)


def worth_a_look(words: str, labels: Collection[str]) -> tuple[str, ...]:
    """What in own words may say more than a reporter may hear; a reminder, and no proof.

    A name is not recognised here: the page asks for that in any case.
    """
    found = []
    if _TELLS_OF_A_FILE.search(words):
        found.append("Er staat een woord in dat verraadt dat er een dossier of een zaak is.")
    if _NUMBER.search(words):
        found.append("Er staat een lang nummer in: een telefoon, een geboortedatum of een BSN?")
    if any(re.search(rf"\b{re.escape(label)}\b", words) for label in labels):
        found.append("Er staat een persoon uit de melding in.")
    return tuple(found)


def objections_to_close(
    came_of: str,
    *,
    codes: Collection[str],
    outcome: str,
    taken: bool,
    duplicate: bool,
    to_forward: Collection[str] = (),
) -> tuple[Objection, ...]:
    """What stands in the way of closing: care must have taken it, and the answer must fit.

    ``to_forward``: receivers, in words, that the decision names and that nothing went to.
    """
    checks = (
        (
            outcome == CARE and not taken,
            ("Zorgcoördinatie heeft deze melding nog niet opgepakt.", "Sluit daarna."),
        ),
        (
            came_of not in codes,
            ("Kies wat er van deze melding is gekomen.", "Weet je het niet? Dan mag dat ook."),
        ),
        (
            came_of == IN_CARE and outcome != CARE,
            ("Deze melding ging niet naar zorgcoördinatie.", "Kies iets anders."),
        ),
        (
            came_of == BY_OTHERS and bool(to_forward),
            (
                f"Er ging nog niets naar: {', '.join(to_forward)}.",
                "Zet de melding eerst door, of kies wat er wel van kwam.",
            ),
        ),
        (
            duplicate and came_of != DUPLICATE,
            (
                "Deze melding vertelt hetzelfde als een andere.",
                "Kies dubbel, of haal die verbinding eerst weg.",
            ),
        ),
        (
            came_of == DUPLICATE and not duplicate,
            (
                "Er is niet vastgelegd met welke melding deze dubbel is.",
                "Leg dat eerst vast op de pagina van de melding.",
            ),
        ),
    )
    return next(((_at("came_of", *words),) for wrong, words in checks if wrong), ())


def objections_to_reopen(reason: str) -> tuple[Objection, ...]:
    """Opening again needs a reason: it makes a report stay longer."""
    if _fits(reason):
        return ()
    return (_at("reason", "Er staat nog niet waarom.", "Schrijf het in een paar woorden."),)


def objections_to_same(
    reason: str, *, found: bool, itself: bool, points_on: bool
) -> tuple[Objection, ...]:
    """What stands in the way of saying that a report tells the same as another.

    ``points_on``: the other is a duplicate itself. So no circle can come about, and one of them
    is counted.
    """
    missing = []
    if not found:
        missing.append(
            _at("number", "Er is geen melding met dit nummer die jij ziet.", "Kijk het nummer na.")
        )
    elif itself:
        missing.append(_at("number", "Dit is het nummer van deze melding.", "Kies de andere."))
    elif points_on:
        missing.append(
            _at("number", "Die melding is zelf dubbel.", "Geef het nummer waar die naar wijst.")
        )
    if not _fits(reason):
        missing.append(
            _at("reason", "Er staat nog niet waaraan je dat ziet.", "Een paar woorden zijn genoeg.")
        )
    return tuple(missing)


def _fits(text: str) -> bool:
    return 0 < len(text.strip()) <= LONGEST_REASON


def _at(field: str, sentence: str, next_step: str) -> Objection:
    return Objection(field=field, sentence=sentence, next_step=next_step)


_WHY_UNSAID = (
    "Er staat nog niet waarom de melder niets hoort.",
    "Schrijf het in een paar woorden.",
)
_NO_TEXT = (
    "Kies een tekst die bij dit besluit gezegd mag worden.",
    "Eigen woorden komen erachter.",
)
