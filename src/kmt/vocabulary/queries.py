"""What the vocabulary answers, by date: the only door to it for the other rooms.

No actor comes first here: these are public words, no data about anybody. Ask with the day the
fact belongs to (the day of the report, not today), so that an old file keeps its own words.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from kmt.kernel import clock
from kmt.vocabulary import deadlines
from kmt.vocabulary.deadlines import Deadline, Pause
from kmt.vocabulary.durations import Duration
from kmt.vocabulary.entries import (
    Code,
    CodeList,
    Dated,
    DeadlineRule,
    Figure,
    FigureSeries,
    Indicator,
    IndicatorGroup,
    Language,
    Source,
    Term,
)
from kmt.vocabulary.loading import vocabulary
from kmt.vocabulary.refusals import NoTermStated, NotValidOn, UnknownWord

FORMS = "exploitation_form"
WARNINGS = "warning"
Entry = TypeVar("Entry")
DatedEntry = TypeVar("DatedEntry", bound=Dated)


def lists() -> tuple[CodeList, ...]:
    """Every code list, by subject."""
    return tuple(vocabulary().lists.values())


def code_list(list_name: str) -> CodeList:
    """The head of one list: its names, HTCDS field, status and source."""
    return _known("de lijst", list_name, vocabulary().lists)


def values(list_name: str, on: date) -> tuple[Code, ...]:
    """The codes of a list that may be used on a day, in the order of the list."""
    code_list(list_name)
    return _valid(vocabulary().codes[list_name], on)


def codes_of(list_name: str) -> tuple[str, ...]:
    """Every code that a list ever had, ended and pending ones too: for documents and imports."""
    code_list(list_name)
    return tuple(vocabulary().codes[list_name])


def choices(list_name: str, on: date, language: Language = "nl") -> tuple[tuple[str, str], ...]:
    """The same as pairs of code and label, for a form field."""
    return tuple((each.code, each.label(language)) for each in values(list_name, on))


def code(list_name: str, code: str, on: date | None = None) -> Code:
    """One code; with a day, the version of that day or a refusal; without, the latest version."""
    code_list(list_name)
    versions = _known(f"in '{list_name}' de waarde", code, vocabulary().codes[list_name])
    return _version("De waarde", versions, on)


def label(list_name: str, code_name: str, language: Language = "nl") -> str:
    """The label of a code, also of one that no longer holds: old files stay readable."""
    return code(list_name, code_name).label(language)


def forms_on(on: date) -> tuple[Code, ...]:
    """The forms of exploitation that the law or practice knows on a day."""
    return values(FORMS, on)


def indicators_on(on: date, form: str | None = None) -> tuple[Indicator, ...]:
    """The indicators in use on a day; with a form, those that fit it (it must hold that day)."""
    found = _valid(vocabulary().indicators, on)
    if form is None:
        return found
    code(FORMS, form, on)
    return tuple(each for each in found if each.fits(form))


def indicator(indicator_id: str, on: date | None = None) -> Indicator:
    """One indicator by its stable id, such as ``B1``."""
    versions = _known("het signaal", indicator_id, vocabulary().indicators)
    return _version("Het signaal", versions, on)


def indicator_groups() -> tuple[IndicatorGroup, ...]:
    """The groups A to I, in the order in which they are asked."""
    return tuple(vocabulary().groups.values())


def deadline_rules_on(on: date, track: str = "") -> tuple[DeadlineRule, ...]:
    """The deadline rules that hold on a day, of one track or of all."""
    found = _valid(vocabulary().rules, on)
    return tuple(each for each in found if track in {"", each.track})


def deadline(rule_id: str, on: date) -> DeadlineRule:
    """One deadline rule, as it stands on the day of the event that starts it."""
    versions = _known("de termijnregel", rule_id, vocabulary().rules)
    return _version("De termijnregel", versions, on)


def deadline_versions() -> Mapping[str, tuple[DeadlineRule, ...]]:
    """Every deadline rule with every version it has, for who computes with many at once."""
    return MappingProxyType(vocabulary().rules)


def warning_lengths(on: date) -> tuple[Duration, ...]:
    """How long before its end a deadline is warned of, on a day (30, 14, 7 and 1 days)."""
    return tuple(Duration.parse(one.duration) for one in deadline_rules_on(on, WARNINGS))


def due(rule: DeadlineRule, start: datetime) -> datetime:
    """When a term ends that starts at this (aware) moment: in UTC, see :mod:`.durations`.

    A rule without a stated term is refused: then a person sets the date.
    """
    if not rule.duration:
        raise NoTermStated(rule.dutch)
    return Duration.parse(rule.duration).end(start, working=rule.day_kind == "working")


def deadline_of(
    rule_id: str, start: datetime, on: datetime, pauses: Iterable[Pause] = (), *, times: int = 1
) -> Deadline:
    """When something is due by one rule, who watches it and how it stands (:mod:`.deadlines`)."""
    versions = _known("de termijnregel", rule_id, vocabulary().rules)
    lengths = warning_lengths(clock.local(start).date())
    return deadlines.deadline(versions, start, on, pauses, lengths, times=times)


def figure_series() -> tuple[FigureSeries, ...]:
    """Every series of published figures."""
    return tuple(vocabulary().series.values())


def figures(series: str = "") -> tuple[Figure, ...]:
    """The published figures, of one series or all; never add two series up."""
    if series:
        _known("de reeks", series, vocabulary().series)
    return tuple(each for each in vocabulary().figures if series in {"", each.series})


def sources() -> tuple[Source, ...]:
    """Every numbered source."""
    return tuple(vocabulary().sources.values())


def source(key: str) -> Source:
    """One numbered source, such as ``S12``."""
    return _known("de bron", key, vocabulary().sources)


def glossary() -> tuple[Term, ...]:
    """The words of the field, of the house and of permissions."""
    return vocabulary().terms


def _known(kind: str, word: str, table: Mapping[str, Entry]) -> Entry:
    if word not in table:
        raise UnknownWord(kind, word)
    return table[word]


def _valid(table: Mapping[str, tuple[DatedEntry, ...]], on: date) -> tuple[DatedEntry, ...]:
    return tuple(each for versions in table.values() for each in versions if each.valid_on(on))


def _version(kind: str, versions: tuple[DatedEntry, ...], on: date | None) -> DatedEntry:
    if on is None:
        return versions[-1]
    for each in versions:
        if each.valid_on(on):
            return each
    raise NotValidOn(kind, versions[-1].dutch, on, versions[-1].why_not(on))
