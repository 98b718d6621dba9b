"""How far somebody is known to be a victim, who decided that, and the note on not punishing. Pure.

The ladder is our own proposal. No Dutch body gives an independent finding now, so every step says
who decided, on which day and why.
"""

from dataclasses import dataclass
from datetime import date

from kmt.situation.rules import Problems, kept, needed, too_long

LADDER = ("signal_only", "possible", "presumed", "plausible", "established")
#: EU Directive 2011/36, art. 8, and Council of Europe Convention on trafficking, art. 26.
BASIS = (
    "Richtlijn 2011/36/EU, artikel 8: de bevoegdheid om slachtoffers niet te vervolgen of te "
    "straffen voor strafbare feiten waartoe zij gedwongen zijn als rechtstreeks gevolg van de "
    "mensenhandel.",
    "Verdrag van de Raad van Europa inzake bestrijding van mensenhandel, artikel 26: de "
    "mogelijkheid om slachtoffers niet te straffen voor betrokkenheid bij onrechtmatige "
    "activiteiten voor zover zij daartoe gedwongen zijn.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStatus:
    """One step on the ladder as somebody writes it down."""

    status: str
    decider: str
    decided_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    """Why a victim who is a suspect should not be prosecuted or punished, as somebody writes it."""

    facts: str
    link: str
    means: str = ""
    source: str = ""


def goes_down(before: str, after: str) -> bool:
    """Whether a step takes something away from somebody: lower on the ladder, or off it."""
    if before not in LADDER:
        return False
    return after not in LADDER or LADDER.index(after) < LADDER.index(before)


def status_problems(
    new: NewStatus, before: str, statuses: frozenset[str], deciders: frozenset[str], today: date
) -> Problems:
    """What is wrong with a step, per field; no jump is forbidden, a step down has a reason."""
    why = "Dit is een stap terug voor deze persoon. Schrijf op waarom."
    return kept(
        {
            "status": "" if new.status in statuses else "Kies hoe ver het is.",
            "decider": "" if new.decider in deciders else "Kies wie dat besloot.",
            "decided_on": "Deze dag moet nog komen. Kies vandaag of eerder."
            if new.decided_on > today
            else "",
            "reason": needed(new.reason, why)
            if goes_down(before, new.status)
            else too_long(new.reason),
        }
    )


def note_problems(new: NewNote) -> Problems:
    """What is wrong with a note on not punishing, per field; empty when nothing is."""
    return kept(
        {
            "facts": needed(new.facts, "Schrijf op om welke feiten het gaat."),
            "link": needed(new.link, "Schrijf op hoe die feiten uit de uitbuiting volgden."),
            "means": too_long(new.means),
            "source": too_long(new.source),
        }
    )
