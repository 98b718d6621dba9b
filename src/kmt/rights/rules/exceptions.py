"""On which ground something is withheld or refused, and whether that ground can end. Pure.

UAVG 41(1): the letters a to j. A ground that can end gets a day on which it is looked at again; on
that day the decision is a task once more.
"""

from dataclasses import dataclass
from datetime import date

from kmt.rights.rules.asking import Kind
from kmt.vocabulary.durations import add_months

GRANTED, PARTLY, REFUSED = "granted", "partly", "refused"
OUTCOMES: dict[str, str] = {
    GRANTED: "toegewezen",
    PARTLY: "voor een deel toegewezen",
    REFUSED: "niet toegewezen",
}
LONGEST_MONTHS = 12
PROTECTION = "uavg_41_i"
OF_OTHERS = "avg_15_4"
_ALL = frozenset(Kind)
_SEEING = frozenset({Kind.INSPECTION, Kind.PORTABILITY})
_ERASING = frozenset({Kind.ERASURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ground to say no: its words, for which requests, and whether it can end.

    ``silent``: even that there is something may stay unsaid, so the answer says nothing of it.
    ``keep`` is the reason in the words of ``retention`` for a file that is not destroyed.
    """

    code: str
    dutch: str
    kinds: frozenset[Kind]
    ends: bool = True
    silent: bool = False
    keep: str = ""


def _41(letter: str, dutch: str, *, keep: str = "law_opposes") -> Ground:
    return Ground(
        code=f"uavg_41_{letter}",
        dutch=f"{dutch} (UAVG 41(1)({letter}))",
        kinds=_ALL,
        silent=True,
        keep=keep,
    )


_GROUNDS = (
    _41("a", "nationale veiligheid"),
    _41("b", "landsverdediging"),
    _41("c", "openbare veiligheid"),
    _41("d", "lopend onderzoek naar of vervolging van strafbare feiten"),
    _41("e", "een ander belangrijk algemeen belang"),
    _41("f", "onafhankelijkheid van de rechter of een lopende procedure"),
    _41("g", "schending van beroepscodes"),
    _41("h", "een taak van toezicht of inspectie"),
    _41("i", "bescherming van de persoon of van anderen", keep="interest_of_other"),
    _41("j", "een civiele vordering"),
    Ground(
        code=OF_OTHERS,
        dutch="rechten en vrijheden van anderen, zoals wie iets meldde (AVG 15(4))",
        kinds=_SEEING,
        ends=False,
    ),
    Ground(
        code="wmo_5_3_2",
        dutch="het belang van het kind verzet zich (Wmo 5.3.2(3))",
        kinds=_SEEING,
    ),
    Ground(
        code="age",
        dutch="hierover vraagt een ouder of voogd tot zestien jaar (UAVG 5(4))",
        kinds=_ALL,
    ),
    Ground(
        code="avg_16_right",
        dutch="wat er staat is niet onjuist; de verklaring van de persoon komt erbij (AVG 16)",
        kinds=frozenset({Kind.CORRECTION}),
        ends=False,
    ),
    Ground(
        code="avg_17_3_b",
        dutch="bewaren is een wettelijke plicht of een taak van algemeen belang (AVG 17(3)(b))",
        kinds=_ERASING,
        keep="law_opposes",
    ),
    Ground(
        code="avg_17_3_d",
        dutch="onderzoek of statistiek zou onmogelijk worden (AVG 17(3)(d))",
        kinds=_ERASING,
        keep="law_opposes",
    ),
    Ground(
        code="avg_17_3_e",
        dutch="een rechtsvordering (AVG 17(3)(e))",
        kinds=_ERASING,
        keep="law_opposes",
    ),
    Ground(
        code="wmo_5_3_5",
        dutch="een aanmerkelijk belang van een ander verzet zich (Wmo 5.3.5)",
        kinds=_ERASING,
        keep="interest_of_other",
    ),
    Ground(
        code="avg_18_not_met",
        dutch="geen van de gevallen van AVG 18(1) doet zich voor",
        kinds=frozenset({Kind.RESTRICTION}),
        ends=False,
    ),
    Ground(
        code="avg_20_3",
        dutch="geldt niet bij een publieke taak; de kopie is er wel als gegevens (AVG 20(3))",
        kinds=frozenset({Kind.PORTABILITY}),
        ends=False,
    ),
    Ground(
        code="avg_21_1",
        dutch="dwingende gronden die zwaarder wegen (AVG 21(1))",
        kinds=frozenset({Kind.OBJECTION}),
    ),
)
GROUNDS: dict[str, Ground] = {one.code: one for one in _GROUNDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What somebody decides about one compartment; ``reasons`` are words, and are sealed."""

    outcome: str
    ground: str = ""
    reasons: str = ""
    recheck_on: date | None = None


def outcomes_for(kind: Kind) -> dict[str, str]:
    """What can be decided; a file is destroyed, corrected or restricted, or it is not."""
    halves = kind in _SEEING or kind is Kind.CORRECTION
    return {code: words for code, words in OUTCOMES.items() if halves or code != PARTLY}


def grounds_for(kind: Kind) -> dict[str, str]:
    """The grounds that fit what was asked, in words."""
    return {one.code: one.dutch for one in _GROUNDS if kind in one.kinds}


def problems(kind: Kind, verdict: Verdict, today: date, *, withheld: int) -> dict[str, str]:
    """What is wrong with a decision, per field; empty when it can be kept.

    ``withheld`` is how many pieces were ticked: who withholds some, grants partly.
    """
    found = {
        "outcome": _wrong_outcome(kind, verdict.outcome, withheld),
        "ground": _wrong_ground(kind, verdict),
        "reasons": "" if verdict.reasons.strip() else "Schrijf op waarom, in een paar zinnen.",
        "recheck_on": _wrong_recheck(verdict, today),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def _wrong_outcome(kind: Kind, outcome: str, withheld: int) -> str:
    if outcome not in outcomes_for(kind):
        return "Kies een besluit."
    if outcome == GRANTED and withheld:
        return (
            f"Er {'blijft' if withheld == 1 else 'blijven'} {withheld} achter: kies voor een deel."
        )
    return ""


def _wrong_ground(kind: Kind, verdict: Verdict) -> str:
    if verdict.outcome == GRANTED:
        return "Wie alles toewijst, gebruikt geen uitzondering." if verdict.ground else ""
    return "" if verdict.ground in grounds_for(kind) else "Kies de uitzondering die hier past."


def _wrong_recheck(verdict: Verdict, today: date) -> str:
    ground = GROUNDS.get(verdict.ground)
    if ground is None or not ground.ends:
        return ""
    last = add_months(today, LONGEST_MONTHS)
    if verdict.recheck_on is not None and today < verdict.recheck_on <= last:
        return ""
    return f"Kies wanneer dit opnieuw wordt bekeken: na vandaag, uiterlijk {last:%d-%m-%Y}."
