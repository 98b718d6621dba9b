"""Care cases as their retention term sees them: days, key and person, and no text.

A case is one Wmo file (T07): each piece has fifteen years from when it was made, and the file as
a whole follows its last piece.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from uuid import UUID

from kmt.care.access import retained
from kmt.care.beside import all_beside
from kmt.care.models import CareCase, CaseEvent, CaseForm, NextAction, subject_of
from kmt.care.rules import CARE_CASE, EventKind
from kmt.care.states import ENDED
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.retention.keepers import Holding
from kmt.retention.rules.keeping import Kept
from kmt.retention.terms import Event
from kmt.vocabulary.entries import UNKNOWN_FORM

FILE = "care_file"
Days = dict[UUID, set[date]]


def holdings(actor: Actor) -> Iterator[Holding]:
    """Every case."""
    rows = CareCase.objects.seen_by(actor, retained(actor)).order_by("opened_at")
    made, closed = _days(actor)
    forms = _forms(actor)
    for row in rows.iterator():
        events = {
            Event.CREATION: tuple(made[row.id] | {clock.local(row.opened_at).date()}),
            Event.CLOSING: tuple(closed[row.id]),
        }
        yield Holding(
            object_type=CARE_CASE,
            object_id=row.id,
            label=row.number,
            compartment="R2",
            kept=Kept(kind=FILE, events=events, running=row.closed_at is None),
            keys=(subject_of(row.id),),
            persons=frozenset({row.person_id}),
            year=row.first_report_year,
            forms=forms.get(row.id, (UNKNOWN_FORM,)),
        )


def persons_in_use(actor: Actor, persons: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these persons that have a case."""
    rows = CareCase.objects.seen_by(actor, retained(actor)).filter(person_id__in=persons)
    return frozenset(rows.values_list("person_id", flat=True))


def _days(actor: Actor) -> tuple[Days, Days]:
    """On which days something was added to each case, and on which it was closed."""
    made: Days = defaultdict(set)
    closed: Days = defaultdict(set)
    rule = retained(actor)
    events = CaseEvent.objects.seen_by(actor, rule)
    for case_id, at, kind, to_state in events.values_list("case_id", "at", "kind", "to_state"):
        day = clock.local(at).date()
        made[case_id].add(day)
        if kind == EventKind.MOVED and to_state in ENDED:
            closed[case_id].add(day)
    actions = NextAction.objects.seen_by(actor, rule)
    for case_id, at in actions.values_list("case_id", "added_at"):
        made[case_id].add(clock.local(at).date())
    for above in all_beside():
        for case_id, day in above.made_on(actor):
            made[case_id].add(day)
    return made, closed


def _forms(actor: Actor) -> Mapping[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    rows = CaseForm.objects.seen_by(actor, retained(actor)).order_by("form")
    for case_id, form in rows.values_list("case_id", "form"):
        found[case_id] = (*found.get(case_id, ()), form)
    return found
