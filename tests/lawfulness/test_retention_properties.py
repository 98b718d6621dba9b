"""What holds for every kind, every history and every day: time only runs one way, holds win."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.retention.rules.keeping import Hold, Kept, Outcome
from kmt.retention.rules.ruling import rule_on
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import BESIDE, Applies, Event, Term
from kmt.vocabulary.durations import add_months

TERMS = retention_terms()
KINDS = sorted({kind for term in TERMS for kind in term.kinds})
DAYS = st.dates(date(2025, 3, 1), date(2034, 12, 31))
AFTER = st.integers(0, 5_000)
END = date(2200, 1, 1)
TRY = settings(max_examples=50, deadline=None)


def holds(reason: str = "rechtszaak") -> st.SearchStrategy[Hold]:
    """A hold, lifted or not."""
    return st.builds(
        lambda on, days: Hold(
            reason=reason,
            placed_on=on,
            review_on=on + timedelta(days=365),
            lifted_on=None if days is None else on + timedelta(days=days),
        ),
        DAYS,
        st.none() | AFTER,
    )


SOME_DAYS = st.lists(DAYS, min_size=1, max_size=2).map(tuple)
BESIDES = (Event.EXTENSION, Event.REQUEST)


def _of(kind: str) -> st.SearchStrategy[Kept]:
    """A record of one kind with any history of the events its rows look at."""
    looked_at = {term.starts for term in TERMS if kind in term.kinds and term.starts}
    return st.builds(
        Kept,
        kind=st.just(kind),
        events=st.fixed_dictionaries({}, optional=dict.fromkeys([*looked_at, *BESIDES], SOME_DAYS)),
        running=st.booleans(),
        granted=st.sampled_from([None, True, False]),
        needed_until=st.none() | DAYS,
        bound_until=st.none() | DAYS,
    )


def records() -> st.SearchStrategy[Kept]:
    """A record of any kind, likely or not."""
    return st.sampled_from(KINDS).flatmap(_of)


@TRY
@given(records(), DAYS)
def test_every_record_has_an_outcome_and_a_sentence_on_every_day(record: Kept, on: date) -> None:
    ruling = rule_on(record, TERMS, on)
    assert ruling.outcome in Outcome
    assert ruling.sentence.endswith(".")
    assert (ruling.outcome is Outcome.DESTROY) <= (ruling.keep_until is not None)


def _until(record: Kept, on: date) -> Kept:
    """The record as it stood on a day: nothing that came later."""
    events = {one: tuple(d for d in days if d <= on) for one, days in record.events.items()}
    return replace(record, events={one: days for one, days in events.items() if days})


def _last_day(record: Kept) -> date | None:
    """The last day of a record by its term when nothing more happens to it."""
    return rule_on(replace(record, granted=False), TERMS, END).keep_until


@TRY
@given(records())
def test_a_record_is_there_on_its_last_day_and_not_kept_the_day_after(record: Kept) -> None:
    record = replace(record, granted=False)
    end = _last_day(record)
    if end is None:
        return
    assert rule_on(record, TERMS, END).outcome in {Outcome.DESTROY, Outcome.DECIDE}
    known = _until(record, end)
    if rule_on(known, TERMS, END).keep_until == end:
        assert rule_on(known, TERMS, end).outcome in {Outcome.KEEP, Outcome.SHIELD}
        after = rule_on(known, TERMS, end + timedelta(days=1))
        assert after.outcome in {Outcome.DESTROY, Outcome.DECIDE}


@TRY
@given(records(), DAYS, AFTER)
def test_waiting_never_makes_kept_again_what_had_to_be_destroyed(record, on, days) -> None:
    record = _until(record, on)
    later = on + timedelta(days=days)
    if rule_on(record, TERMS, on).outcome is Outcome.DESTROY:
        assert rule_on(record, TERMS, later).outcome is Outcome.DESTROY


@TRY
@given(records(), DAYS)
def test_what_is_still_to_come_changes_nothing_today(record: Kept, on: date) -> None:
    assert rule_on(record, TERMS, on) == rule_on(_until(record, on), TERMS, on)


@TRY
@given(
    records(),
    AFTER,
    st.sampled_from([Event.CLOSING, Event.RENEWAL, Event.EXTENSION, Event.REQUEST]),
)
def test_nothing_that_comes_after_the_end_brings_back_what_had_to_go(record, days, event) -> None:
    """A second closing after reopening, a renewal, an extension, a request: too late is late."""
    end = _last_day(record)
    if end is None or not record.events:
        return
    known = _until(record, end)
    over = end + timedelta(days=1)
    later = over + timedelta(days=days)
    if rule_on(known, TERMS, over).outcome is not Outcome.DESTROY:
        return
    more = {**known.events, event: (*known.events.get(event, ()), later)}
    assert rule_on(replace(known, events=more), TERMS, later).outcome is Outcome.DESTROY


@TRY
@given(records(), DAYS, DAYS)
def test_closing_again_after_reopening_never_moves_the_end(record: Kept, first, again) -> None:
    if record.kind == "zvh_case" and Event.CLOSING in record.events:
        more = replace(record, events={**record.events, Event.CLOSING: (first, again)})
        assert _last_day(more) == _last_day(record)
    once = replace(record, events={**record.events, Event.CLOSING: (min(first, again),)})
    twice = replace(record, events={**record.events, Event.CLOSING: (first, again)})
    assert _last_day(once) == _last_day(twice)


@TRY
@given(records(), DAYS, st.lists(holds(), min_size=1, max_size=3))
def test_an_active_hold_always_wins_and_an_inactive_one_does_nothing(record, on, some) -> None:
    held, free = rule_on(replace(record, holds=tuple(some)), TERMS, on), rule_on(record, TERMS, on)
    if any(one.active(on) for one in some):
        assert held.outcome not in {Outcome.DESTROY, Outcome.DECIDE}
        assert held.keep_until == free.keep_until
    else:
        assert held == free


@TRY
@given(records(), DAYS, DAYS)
def test_needing_a_file_longer_never_makes_its_term_shorter(record, on, needed) -> None:
    plain = rule_on(replace(record, needed_until=None), TERMS, on).keep_until
    longer = rule_on(replace(record, needed_until=needed), TERMS, on).keep_until
    assert plain is None or (longer is not None and longer >= plain)


def _law_changes(row: Term, on: date, term: str, applies: Applies) -> tuple[Term, ...]:
    last = replace(row, valid_until=on - timedelta(days=1))
    new = replace(row, valid_from=on, term=term, applies=applies)
    return (*(one for one in TERMS if one is not row), last, new)


CARRIES: Iterable[Term] = [
    one for one in TERMS if one.nature not in BESIDE and one.starts and one.counts == "first"
]


@TRY
@given(st.sampled_from(CARRIES), DAYS, DAYS, DAYS, st.sampled_from(["P1D", "P1Y", "P90Y"]))
def test_a_new_rule_never_rewrites_the_past(row: Term, start, change, on, term) -> None:
    """What began under the old rule keeps it; and no answer about an earlier day ever changes."""
    (kind,) = row.kinds
    record = Kept(kind=kind, events={row.starts: (start,)})
    for applies in Applies:
        new = _law_changes(row, change, term, applies)
        if on < change or (applies is Applies.START and start < change):
            old = replace(row, applies=applies)
            was = rule_on(record, (*(one for one in TERMS if one is not row), old), on)
            now = rule_on(record, new, on)
            if on < change or row.applies is Applies.START:
                assert (now.outcome, now.keep_until) == (was.outcome, was.keep_until)


@TRY
@given(DAYS, st.none() | DAYS, st.lists(AFTER, max_size=3), DAYS)
def test_a_case_of_the_zvh_lives_five_years_or_two_after_its_last_renewal(
    first: date, closed: date | None, renewals: list[int], on: date
) -> None:
    """Counted here once more, by hand: closing shields and never lengthens (WGS 1.8(7))."""
    last = add_months(first, 60)
    for day in sorted(first + timedelta(days=days) for days in renewals):
        if day <= min(last, on):
            last = max(last, add_months(day, 24))
    events = {
        Event.FIRST_PROCESSING: (first,),
        Event.RENEWAL: tuple(first + timedelta(days=days) for days in renewals),
        Event.CLOSING: (closed,) if closed else (),
    }
    ruling = rule_on(Kept(kind="zvh_case", events=events), TERMS, on)
    if on < first:
        assert ruling.keep_until is None
        return
    kept = Outcome.SHIELD if closed and closed <= on else Outcome.KEEP
    assert ruling.keep_until == last
    assert ruling.outcome == (Outcome.DESTROY if on > last else kept)
