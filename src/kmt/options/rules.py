"""The rules of weighing options: what may change when, and what is still missing. Pure.

No Django, clock or database; the caller hands over facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kmt.kernel.refusals import ALLOWED, Decision
from kmt.options.states import TRANSITIONS, WeighingState

NAME_LIMIT = 120
SENTENCE_LIMIT = 300
TEXT_LIMIT = 4000
MOST_ALTERNATIVES = 6
MOST_CRITERIA = 10
MOST_CONDITIONS = 9
HEAVIEST = 100
SCORES = (0, 1, 2, 3, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a weighing holds, counted: enough to say what is missing."""

    state: WeighingState
    question: bool
    alternatives: int
    weights: Sequence[int]
    judgements: int
    answers: int = 0
    advice: bool = False


def may_change(state: WeighingState) -> Decision:
    """Whether question, alternatives, criteria, weights and judgements may still change."""
    if state is WeighingState.DRAFT:
        return ALLOWED
    if state is WeighingState.OPEN:
        return Decision.refuse(
            "Deze afweging ligt open voor meningen: wat er staat, verandert dan niet meer. Haal "
            "haar eerst terug naar concept. Dat kan zolang niemand heeft geantwoord."
        )
    return _frozen()


def may_advise(state: WeighingState) -> Decision:
    """Whether the advice may still change: until it is concluded."""
    return _frozen() if state is WeighingState.CONCLUDED else ALLOWED


def may_answer(state: WeighingState) -> Decision:
    """Whether people may give scores and opinions."""
    if state is WeighingState.OPEN:
        return ALLOWED
    if state is WeighingState.DRAFT:
        return Decision.refuse(
            "Deze afweging is nog een concept. Scores en meningen kunnen zodra zij open ligt."
        )
    return _frozen()


def _frozen() -> Decision:
    return Decision.refuse(
        "Deze afweging is afgerond en verandert niet meer. Is er iets nieuws? Maak een nieuwe "
        "afweging."
    )


def may_move(to: WeighingState, now: Standing) -> Decision:
    """Whether a weighing may go to this state, with all that is still missing."""
    if to not in TRANSITIONS[now.state]:
        return Decision.refuse(
            "Deze stap kan nu niet. Ververs de pagina: misschien was een collega je voor."
        )
    if to is WeighingState.DRAFT:
        return Decision.of(
            "Er is al geantwoord. Terug naar concept zou veranderen waarover mensen hun mening "
            "gaven. Maak een nieuwe afweging."
            if now.answers
            else ""
        )
    missing = _missing(now)
    if to is WeighingState.CONCLUDED and not now.advice:
        missing = (*missing, "Schrijf eerst het advies, met de reden.")
    return Decision.of(*missing)


def _missing(now: Standing) -> tuple[str, ...]:
    return tuple(
        sentence
        for sentence in (
            "" if now.question else "Schrijf eerst de vraag op waarover wordt besloten.",
            "" if now.alternatives > 1 else "Er zijn minstens twee alternatieven nodig.",
            "" if now.weights else "Er is minstens één criterium nodig.",
            "Geef minstens één criterium een gewicht boven nul."
            if now.weights and not any(now.weights)
            else "",
            "" if now.judgements else "Schrijf minstens één oordeel in woorden op.",
        )
        if sentence
    )


def may_add(kind: str, number: int) -> Decision:
    """Whether one more alternative or criterion fits: more could not be weighed by people."""
    most, words = {
        "alternative": (MOST_ALTERNATIVES, "alternatieven"),
        "criterion": (MOST_CRITERIA, "criteria"),
    }[kind]
    return Decision.of(
        f"Meer dan {most} {words} kan niemand goed naast elkaar houden. Voeg er samen, of haal er "
        "een weg."
        if number >= most
        else ""
    )


def name_problem(name: str, others: Iterable[str]) -> str:
    """What is wrong with the name of an alternative or criterion; empty when nothing is."""
    if not name.strip():
        return "Geef een naam."
    if len(name) > NAME_LIMIT:
        return f"Houd de naam korter dan {NAME_LIMIT} tekens."
    same = name.strip().casefold() in {one.strip().casefold() for one in others}
    return "Deze naam is er al. Kies een andere." if same else ""


def score_problem(value: int | None, words: str) -> str:
    """What is wrong with a score: it is 0 to 4, and somebody says why. None takes it away."""
    if value is None:
        return ""
    if value not in SCORES:
        return "Een score is 0, 1, 2, 3 of 4."
    return "" if words.strip() else "Zeg erbij waarom je deze score geeft."


def weight_problem(weight: int) -> str:
    """What is wrong with a weight."""
    return "" if 0 <= weight <= HEAVIEST else f"Kies een heel getal van 0 tot en met {HEAVIEST}."
