"""What holds of a campaign, its reach, a set of lessons and a printed address. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

TITLE_LIMIT, LINE_LIMIT, TEXT_LIMIT = 120, 200, 4000
#: Who lives in the Netherlands, roundly: more than this was never reached, but mistyped.
MOST_REACHED = 20_000_000
#: The longest set of lessons in minutes: a working day.
LONGEST = 480
#: What must be filled in, with the sentence when it is not; forms say the same.
PLAN_NEEDS = {
    "title": "Geef de campagne een naam.",
    "kind": "Kies wat voor activiteit het is.",
    "goal": "Schrijf op wat er na afloop anders moet zijn.",
    "owner": "Kies welke organisatie de campagne trekt.",
    "audiences": "Kies voor wie het is: minstens één doelgroep.",
}
REACH_NEEDS = {
    "audience": "Kies een doelgroep van de campagne.",
    "how": "Kies of het is geteld of geschat.",
    "base": "Schrijf op waar het getal vandaan komt, bijvoorbeeld de aanmeldlijst.",
}
LESSON_NEEDS = {
    "title": "Geef de les een naam.",
    "audience": "Kies voor wie de les is.",
    "goal": "Schrijf op wat iemand na de les weet of kan.",
    "steps": "Schrijf de stappen op, één per regel.",
}
OUTCOME_NEEDED = "Schrijf op wat het heeft opgeleverd, ook als dat tegenviel."
_LOCAL = re.compile(r"^(localhost|127\.|\[?::1|testserver)|^\*|^\.")
_STEP = re.compile(
    r"^(?P<minutes>\d{1,3})\s*(?:minuten|min\.?|minutes)?\s*[:.-]?\s+(?P<words>\S.*)$"
)


class How(StrEnum):
    """How a reach is known."""

    COUNTED = "counted"
    ESTIMATED = "estimated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is planned, and what it cost: all that is typed of a campaign but its outcome.

    No forms is every form; no municipalities is the whole region. Amounts in euros.
    """

    title: str
    kind: str
    goal: str
    first_day: date
    last_day: date
    owner: str
    audiences: tuple[str, ...]
    forms: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    material: str = ""
    planned: Decimal | None = None
    actual: Decimal | None = None
    cost_source: str = ""
    source: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A reach as it is typed; ``low`` and ``high`` are the margin of an estimate, if known."""

    audience: str
    municipality: str
    on: date
    how: str
    number: int
    base: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """A set of lessons as it is typed; ``steps`` holds one step per line."""

    title: str
    audience: str
    minutes: int
    goal: str
    steps: str
    forms: tuple[str, ...] = ()
    material: str = ""
    articles: tuple[str, ...] = ()
    source: str = ""
    example: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a lesson; ``minutes`` is None where none were given."""

    words: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The codes that may be chosen today."""

    kinds: frozenset[str]
    audiences: frozenset[str]
    forms: frozenset[str]
    municipalities: frozenset[str]
    owners: frozenset[str]
    articles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Reaches taken together: contacts, not people, for who came twice counts twice.

    ``low`` to ``high`` is the estimated part; ``sure`` says whether every estimate had a margin.
    """

    counted: int
    low: int
    high: int
    sure: bool


def plan_problems(plan: Plan, known: Known) -> dict[str, str]:
    """What is wrong with a plan, as a sentence per field; empty when all is well."""
    return _only(
        title=_needed(plan.title, PLAN_NEEDS["title"]) or _long(plan.title, TITLE_LIMIT),
        kind=_one_of(plan.kind, known.kinds, PLAN_NEEDS["kind"]),
        goal=_needed(plan.goal, PLAN_NEEDS["goal"]) or _long(plan.goal, TEXT_LIMIT),
        forms=_all_of(plan.forms, known.forms, "Kies vormen uit de lijst."),
        last_day="De laatste dag ligt voor de eerste dag. Pas een van de twee aan."
        if plan.last_day < plan.first_day
        else "",
        owner=_one_of(plan.owner, known.owners, PLAN_NEEDS["owner"]),
        audiences=""
        if plan.audiences and set(plan.audiences) <= known.audiences
        else PLAN_NEEDS["audiences"],
        municipalities=_all_of(
            plan.municipalities, known.municipalities, "Kies gemeenten uit de lijst."
        ),
        material=_long(plan.material, TEXT_LIMIT),
        planned=_amount(plan.planned),
        actual=_amount(plan.actual),
        cost_source=_cost_source(plan),
        source=_long(plan.source, LINE_LIMIT),
    )


def _cost_source(plan: Plan) -> str:
    if plan.actual is not None and not plan.cost_source.strip():
        return "Schrijf op waar het bedrag vandaan komt, bijvoorbeeld de factuur of de begroting."
    return _long(plan.cost_source, LINE_LIMIT)


def reach_problems(found: Measured, plan: Plan, known: Known, today: date) -> dict[str, str]:
    """What is wrong with a reach of this campaign: a number without its base is refused."""
    places = set(plan.municipalities) or known.municipalities
    return _only(
        audience="" if found.audience in plan.audiences else REACH_NEEDS["audience"],
        municipality=""
        if not found.municipality or found.municipality in places
        else "Deze gemeente hoort niet bij de campagne. Kies een andere of de hele regio.",
        on=_reach_day(found.on, plan, today),
        how=_one_of(found.how, frozenset(How), REACH_NEEDS["how"]),
        number="" if 0 <= found.number <= MOST_REACHED else "Vul een getal in dat kan kloppen.",
        base=_needed(found.base, REACH_NEEDS["base"]) or _long(found.base, LINE_LIMIT),
        **_margin(found),
    )


def _reach_day(on: date, plan: Plan, today: date) -> str:
    if on > today:
        return "Deze dag moet nog komen. Vul het bereik in als het bekend is."
    if on < plan.first_day:
        return "Op deze dag was de campagne nog niet begonnen."
    return ""


def _margin(found: Measured) -> dict[str, str]:
    low, high = found.low, found.high
    if found.how == How.COUNTED:
        both = "Wat is geteld heeft geen marge. Laat deze leeg, of kies geschat."
        return {"low": both} if low is not None or high is not None else {}
    if (low is None) != (high is None):
        return {"low": "Vul beide kanten van de marge in, of geen van beide."}
    if low is not None and high is not None and not low <= found.number <= high:
        return {"low": "De schatting hoort tussen de laagste en de hoogste waarde te liggen."}
    return {}


def total(found: Iterable[Measured]) -> Total:
    """Reaches taken together; an estimate without margin counts as its number on both sides."""
    counted = low = high = 0
    sure = True
    for one in found:
        if one.how == How.COUNTED:
            counted += one.number
            continue
        low += one.number if one.low is None else one.low
        high += one.number if one.high is None else one.high
        sure = sure and one.low is not None
    return Total(counted=counted, low=low, high=high, sure=sure)


def steps_of(text: str) -> tuple[Step, ...]:
    """The steps of a lesson, one per line: ``10 Kennismaken`` takes ten minutes."""
    found = []
    for line in (one.strip() for one in text.splitlines()):
        if match := _STEP.match(line):
            found.append(Step(minutes=int(match["minutes"]), words=match["words"]))
        elif line:
            found.append(Step(words=line))
    return tuple(found)


def lesson_problems(lessons: Lessons, known: Known) -> dict[str, str]:
    """What is wrong with a set of lessons; its steps may not take longer than it says."""
    return _only(
        title=_needed(lessons.title, LESSON_NEEDS["title"]) or _long(lessons.title, TITLE_LIMIT),
        audience=_one_of(lessons.audience, known.audiences, LESSON_NEEDS["audience"]),
        minutes=""
        if 1 <= lessons.minutes <= LONGEST
        else f"Vul in hoeveel minuten het duurt: 1 tot {LONGEST}.",
        goal=_needed(lessons.goal, LESSON_NEEDS["goal"]) or _long(lessons.goal, TEXT_LIMIT),
        steps=_needed(lessons.steps, LESSON_NEEDS["steps"])
        or _long(lessons.steps, TEXT_LIMIT)
        or _too_many_minutes(lessons),
        forms=_all_of(lessons.forms, known.forms, "Kies vormen uit de lijst."),
        material=_long(lessons.material, TEXT_LIMIT),
        articles=_all_of(lessons.articles, known.articles, "Kies artikelen uit de kennisbank."),
        source=_long(lessons.source, LINE_LIMIT),
    )


def _too_many_minutes(lessons: Lessons) -> str:
    taken = sum(one.minutes or 0 for one in steps_of(lessons.steps))
    if taken <= lessons.minutes:
        return ""
    return f"De stappen duren samen {taken} minuten, langer dan de {lessons.minutes} van de les."


def entrance_address(hosts: Sequence[str], website: str, path: str) -> str:
    """The address to print: of the entrance on the first real host, else the region's own website.

    ``hosts`` are the names this product answers to, ``path`` that of the entrance in the language
    of the reader. A name of this machine alone leads nowhere on paper. Empty when there is neither.
    """
    real = next((host for host in hosts if host and not _LOCAL.match(host)), "")
    return f"https://{real}{path}" if real else website


def _only(**problems: str) -> dict[str, str]:
    return {field: sentence for field, sentence in problems.items() if sentence}


def _needed(text: str, sentence: str) -> str:
    return "" if text.strip() else sentence


def _long(text: str, limit: int) -> str:
    return f"Maak dit korter: hoogstens {limit} tekens." if len(text) > limit else ""


def _one_of(code: str, known: frozenset[str], sentence: str) -> str:
    return "" if code in known else sentence


def _all_of(codes: Sequence[str], known: frozenset[str], sentence: str) -> str:
    return "" if set(codes) <= known else sentence


def _amount(amount: Decimal | None) -> str:
    if amount is None or Decimal(0) <= amount < Decimal(100_000_000):
        return ""
    return "Vul een bedrag in van nul euro of meer."
