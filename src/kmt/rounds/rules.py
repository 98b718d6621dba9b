"""What a round allows and when, what is frozen of it, and which gaps roles and contacts show; pure.

Refusals are Dutch sentences with a next step. The lengths are proposals of ours, not of a law.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256

from kmt.kernel.refusals import ALLOWED, Decision
from kmt.rounds.states import ANSWERING, WAYS, RoundState

QUESTIONS, QUESTION_LIMIT, ANSWER_LIMIT, REASON_LIMIT = 5, 300, 1500, 500
FUNCTION_LIMIT = 120
FIRST_YEAR = 2018
#: At least so long does a municipality get to fill in, and so long between two reminders.
OPEN_AT_LEAST, BETWEEN_REMINDERS = timedelta(days=14), timedelta(days=7)
#: A training older than this is worth a look; a mail about gaps goes at most once in this time.
TRAINING_LASTS, BETWEEN_GAP_MAILS = timedelta(days=2 * 365), timedelta(days=28)


class MunicipalRole(StrEnum):
    """The four roles of a municipality, as the national rapporteur names them."""

    SIGNALLER = "signaller"
    RULE_MAKER = "rule_maker"
    DIRECTOR = "director"
    CARE = "care"


class Gap(StrEnum):
    """What is missing in who answers for what."""

    NO_OWNER = "no_owner"
    NO_FOCAL_POINT = "no_focal_point"
    NO_DEPUTY = "no_deputy"
    UNTRAINED = "untrained"
    TRAINING_OLD = "training_old"


class MailKind(StrEnum):
    """What a mail is about: to begin, to remind, or to look at gaps."""

    INVITE = "invite"
    REMIND = "remind"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants of a new round."""

    year: int
    opens: date
    closes: date
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenLine:
    """One obligation of one municipality as it stood; ``met``: it counted as met that day."""

    municipality: str
    code: str
    version: int
    theme: str
    words: str
    standing: str
    met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody whom the round reaches: the day of the last training, where it is known."""

    trained_on: date | None
    training_valid_until: date | None = None


def begin_problems(asked: Asked, *, today: date, years: Collection[int]) -> dict[str, str]:
    """What is wrong with a new round, by field; ``years``: those that have a round already."""
    found = {
        "year": "Van dit jaar is er al een ronde. Kies een ander jaar."
        if asked.year in years
        else ""
        if FIRST_YEAR <= asked.year <= today.year + 1
        else f"Kies een jaar van {FIRST_YEAR} tot en met {today.year + 1}.",
        "closes": ""
        if asked.closes - asked.opens >= OPEN_AT_LEAST
        else "Geef gemeenten minstens twee weken. Kies een latere sluitdag.",
        "questions": _question_problem(asked.questions),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def _question_problem(questions: Sequence[str]) -> str:
    if len(questions) > QUESTIONS:
        return f"Dit zijn {len(questions)} vragen, er passen er {QUESTIONS}. Laat er een paar weg."
    long = [one for one in questions if len(one) > QUESTION_LIMIT]
    return f"Een vraag is langer dan {QUESTION_LIMIT} tekens. Maak hem korter." if long else ""


def may_begin(states: Iterable[str]) -> Decision:
    """One round at a time: the one before is frozen first."""
    if all(one == RoundState.FROZEN for one in states):
        return ALLOWED
    return Decision.refuse(
        "Er loopt al een ronde. Sluit die, en zet de stand vast, voordat je een nieuwe begint."
    )


def may_answer(state: str, *, opens: date, today: date) -> Decision:
    """Whether a municipality can still fill in."""
    if state not in ANSWERING:
        return Decision.refuse(
            "Deze ronde is gesloten. Wat nu nog verandert, telt mee in de volgende ronde."
        )
    if today < opens:
        return Decision.refuse(f"Deze ronde begint op {opens:%d-%m-%Y}. Kom dan terug.")
    return ALLOWED


def may_remind(
    state: str, *, opens: date, reminded_on: date | None, waiting: int, today: date
) -> Decision:
    """Whether municipalities that have not answered may be mailed again."""
    if RoundState.REMINDING not in WAYS[RoundState(state)]:
        return Decision.refuse("Deze ronde is gesloten. Herinneren kan niet meer.")
    if today < opens:
        return Decision.refuse(f"Deze ronde begint op {opens:%d-%m-%Y}. Herinneren kan daarna.")
    if not waiting:
        return Decision.refuse("Elke gemeente heeft geantwoord. Sluit de ronde.")
    again = reminded_on + BETWEEN_REMINDERS if reminded_on else None
    if again and today < again:
        return Decision.refuse(
            f"De laatste herinnering is van {reminded_on:%d-%m-%Y}. Wacht tot {again:%d-%m-%Y}."
        )
    return ALLOWED


def may_close(state: str, *, closes: date, waiting: int, reason: str, today: date) -> Decision:
    """Whether a round may close: when its day is over, when all answered, or for a reason."""
    if RoundState.CLOSED not in WAYS[RoundState(state)]:
        return Decision.refuse("Deze ronde is al gesloten.")
    if today > closes or not waiting or reason.strip():
        return ALLOWED
    return Decision.refuse(
        f"De ronde loopt tot en met {closes:%d-%m-%Y} en niet elke gemeente heeft geantwoord. "
        "Wacht, of schrijf op waarom hij eerder sluit."
    )


def may_freeze(state: str) -> Decision:
    """Whether the standing may be frozen: only of a round that is closed, and only once."""
    if RoundState.FROZEN in WAYS[RoundState(state)]:
        return ALLOWED
    if state == RoundState.FROZEN:
        return Decision.refuse("De stand van deze ronde staat al vast en verandert niet meer.")
    return Decision.refuse("Sluit de ronde eerst. Daarna kan de stand worden vastgezet.")


def line_hash(line: FrozenLine) -> str:
    """The fingerprint of one frozen line: SHA-256 of its fields as canonical JSON."""
    whole = json.dumps(asdict(line), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(whole.encode()).hexdigest()


def round_hash(hashes: Iterable[str]) -> str:
    """The fingerprint of all lines of a round, in whatever order they are read."""
    return sha256("\n".join(sorted(hashes)).encode()).hexdigest()


def totals_of(lines: Iterable[FrozenLine]) -> dict[str, dict[str, str | int]]:
    """For each obligation its words and how many municipalities met it, of all it was for."""
    whole, met = Counter[str](), Counter[str]()
    words: dict[str, tuple[str, str]] = {}
    for line in lines:
        whole[line.code] += 1
        met[line.code] += line.met
        words[line.code] = (line.theme, line.words)
    found: dict[str, dict[str, str | int]] = {
        code: {"theme": theme, "words": said, "met": met[code], "all": whole[code]}
        for code, (theme, said) in words.items()
    }
    return found


def gaps_of(
    owned: Mapping[str, bool],
    contacts: Sequence[Contact],
    *,
    has_point: bool,
    has_deputy: bool,
    today: date,
) -> tuple[tuple[Gap, str], ...]:
    """What is missing in one municipality, each with the role it is about or nothing.

    ``owned``: per role whether it has an owner. ``contacts``: focal points and their deputy.
    """
    found: list[tuple[Gap, str]] = [
        (Gap.NO_OWNER, role) for role in MunicipalRole if not owned.get(role)
    ]
    if not has_point:
        found.append((Gap.NO_FOCAL_POINT, ""))
    if not has_deputy:
        found.append((Gap.NO_DEPUTY, ""))
    states = {training_gap(one, today) for one in contacts}
    found += [(gap, "") for gap in (Gap.UNTRAINED, Gap.TRAINING_OLD) if gap in states]
    return tuple(found)


def training_gap(contact: Contact, today: date) -> Gap | None:
    """Whether the training of somebody is missing or too old; None when it is in order."""
    until = contact.training_valid_until
    if contact.trained_on is None and until is None:
        return Gap.UNTRAINED
    if until is not None and until < today:
        return Gap.TRAINING_OLD
    old = contact.trained_on is not None and contact.trained_on + TRAINING_LASTS < today
    return Gap.TRAINING_OLD if old and until is None else None


def may_mail_gaps(last: date | None, today: date) -> bool:
    """Whether a municipality may be mailed about gaps again."""
    return last is None or last + BETWEEN_GAP_MAILS <= today
