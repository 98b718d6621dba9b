"""Reading how the cases are divided: who works on which, by number, for who divides the work.

By name, because the work is; never as a score, and nothing of what is in a case.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.access.queries import colleagues, files_of
from kmt.care.access import listed
from kmt.care.models import CareCase
from kmt.care.rules import CARE_CASE
from kmt.care.states import State
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PartIn:
    """One case that a colleague works on, for who divides the work."""

    id: UUID
    number: str
    state: State
    municipality: str
    capacity: str


def parts_of_colleague(actor: Actor, account: str) -> tuple[PartIn, ...]:
    """The cases that a colleague works on now, by number, closed ones last; not what is in them."""
    parts = files_of(actor, CARE_CASE, account)
    rows = CareCase.objects.seen_by(actor, listed(actor)).filter(id__in=parts)
    found = sorted(rows, key=lambda row: (row.state == State.CLOSED, row.number))
    return tuple(
        PartIn(
            id=row.id,
            number=row.number,
            state=State(row.state),
            municipality=row.municipality,
            capacity=parts[row.id],
        )
        for row in found
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How many open cases one colleague coordinates; zero for who could take some."""

    account: str
    name: str
    open_cases: int


def division(actor: Actor) -> tuple[Load, ...]:
    """How the open cases are divided: for who shares out the work, by name and never as a score."""
    check(actor, Permission.ACCESS_INVOLVEMENT_GRANT)
    rows = CareCase.objects.seen_by(actor, listed(actor)).exclude(state=State.CLOSED)
    sizes = dict(rows.values_list("coordinator").annotate(size=Count("id")))
    people = colleagues(actor, Permission.CARE_CASE_WRITE)
    names = names_of(set(sizes) - set(people)) | people
    return tuple(
        Load(account=one, name=name, open_cases=sizes.get(one, 0))
        for one, name in sorted(names.items(), key=lambda pair: pair[1])
    )
