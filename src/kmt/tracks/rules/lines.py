"""What a track puts among what must happen, what it says in one line, and what may be entered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kmt.kernel.refusals import Decision
from kmt.tracks.rules.clock import Fate, Happened, Stands, StepNow, Term, TrackNow
from kmt.tracks.rules.steps import Kind, Nature

WORDS_LIMIT = 2000
#: Nobody worked here before then, and a slip of the keyboard is found (our own bound).
FIRST_DAY = date(1990, 1, 1)
_AT_A_GLANCE = (Nature.ENDS, Nature.BEFORE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """A line among what must happen: what, before when, by which rule, and who it waits for."""

    rule: str
    what: str
    due: date
    who: str


def due_lines(tracks: Iterable[TrackNow]) -> Mapping[str, DueLine]:
    """The lines of every term that runs and has a day, by a key that stays when the day moves."""
    found = {}
    for one in (term for track in tracks for term in track.live):
        if one.due is not None and one.line.line:
            found[_key(one)] = DueLine(
                rule=one.rule.rule, what=one.line.line, due=one.due, who=one.rule.who_dutch
            )
    return found


def _key(one: Term) -> str:
    return f"{one.rule.rule}:{one.since:%Y-%m-%d}:{one.times}"


def met_keys(tracks: Iterable[TrackNow]) -> frozenset[str]:
    """The keys of terms that were met, so that their line goes as done and not as dropped."""
    terms = (term for track in tracks for term in track.terms)
    return frozenset(_key(one) for one in terms if one.fate in {Fate.MET, Fate.LATE})


@dataclass(frozen=True, slots=True, kw_only=True)
class GlanceNow:
    """The one line for the page of the case: in words, in colour, and until which day."""

    text: str
    kind: str
    until: date | None


def glance(tracks: Sequence[TrackNow]) -> GlanceNow:
    """What ends or must be done first; without such a term, the last step that was taken."""
    terms = [
        one
        for track in tracks
        for one in track.live
        if one.due is not None and one.line.nature in _AT_A_GLANCE
    ]
    if terms:
        first = min(terms, key=lambda one: (one.due or date.max, one.line.nature is Nature.BEFORE))
        return GlanceNow(text=first.line.dutch, kind=_COLOUR.get(first.fate, ""), until=first.due)
    steps = [(one, step) for track in tracks for one, step in track.path if step.kind is Kind.STEP]
    if not steps:
        return GlanceNow(text="", kind="", until=None)
    one, step = max(steps, key=lambda pair: (pair[0].on, pair[0].entered))
    return GlanceNow(text=f"{step.dutch} ({one.on:%d-%m-%Y})", kind="", until=None)


#: Colour is kept with the case and days go by: one that says "all is well" would go stale.
_COLOUR = {Fate.SOON: "warn", Fate.PAST: "stop"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody wants to enter: a step, its day, the last day on the decision, in which way.

    ``anyway``: it happened although the step was shut. ``told_by`` is a code of who told us.
    """

    step: str
    on: date
    until: date | None = None
    told_by: str = ""
    words: str = ""
    anyway: bool = False


def entry_problems(
    entry: Entry, now: StepNow | None, sources: Iterable[str], today: date
) -> dict[str, str]:
    """What is wrong with an entry, per field; ``now`` is the step as it stands without it."""
    found = {
        "on": day_problem(entry.on, today),
        "until": until_problem(entry, now is None or bool(now.step.paper)),
        "told_by": "" if entry.told_by in sources else "Kies van wie je dit weet.",
        "words": words_problem(entry.words),
        **_step_problem(entry, now),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def day_problem(on: date, today: date) -> str:
    """Whether something can have happened on this day."""
    if on > today:
        return (
            "Deze dag moet nog komen. Leg hier vast wat er gebeurd is; wat nog moet, zet je bij de "
            "acties."
        )
    return "" if on >= FIRST_DAY else "Deze dag ligt te ver terug. Kijk het jaartal na."


def words_problem(words: str) -> str:
    """Whether the words fit."""
    return "" if len(words) <= WORDS_LIMIT else f"Dit is te lang: hooguit {WORDS_LIMIT} tekens."


def until_problem(entry: Entry, on_paper: bool) -> str:
    """What is wrong with the last day; ``on_paper``: a decision on this step can name one."""
    if entry.until is None:
        return ""
    if not on_paper:
        return "Bij deze stap hoort geen einddatum. Laat dit veld leeg."
    return "" if entry.until >= entry.on else "De einddatum ligt vóór de dag van de stap."


def _step_problem(entry: Entry, now: StepNow | None) -> dict[str, str]:
    if now is None:
        return {
            "step": "Deze stap bestond op die dag niet. Kies een andere stap of een andere dag."
        }
    if now.days and not now.step.again:
        return {
            "step": f"Deze stap staat er al, op {now.days[-1]:%d-%m-%Y}. Klopt dat niet, verbeter "
            "dan wat er staat."
        }
    if now.stands is Stands.CLOSED and not entry.anyway:
        return {"anyway": "Deze stap is nu dicht. Is het toch gebeurd? Vink dit dan aan en sla op."}
    return {}


def may_correct(happened: Iterable[Happened], which: object) -> Decision:
    """Whether what was entered still counts: once corrected, the correction is."""
    known = any(one.id == which for one in happened)
    return Decision.of("" if known else "Dit is intussen al verbeterd. Verbeter wat er nu staat.")
