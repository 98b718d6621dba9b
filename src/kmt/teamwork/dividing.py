"""The page for who divides the work: plain numbers per colleague, and who was not spoken to.

For dividing work, by name and never as a score: nobody is ranked, and nothing is kept of it
(decision 0019; Wet op de ondernemingsraden art. 27(1)(l), the consent of the works council to what
can follow people at work).
"""

from datetime import date, timedelta

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.care.caseloads import division, minutes_by_coordinator, not_spoken
from kmt.care.rules import CARE_CASE
from kmt.duty.carried import kind_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of
from kmt.teamwork.reading import Burden, LoadLine, Silent
from kmt.teamwork.rules import LONG, LONGEST, SHORT


def burden(actor: Actor) -> Burden:
    """Open cases, hours of four and thirteen weeks, what is due; cases that were silent longest.

    For who lets colleagues into cases; the look is recorded.
    """
    check(actor, Permission.ACCESS_INVOLVEMENT_GRANT)
    read_of(actor, object_type="caseload", action="search", reason="burden")
    now = clock.now()
    short, long = (minutes_by_coordinator(actor, now - period) for period in (SHORT, LONG))
    kind = kind_of(CARE_CASE)
    tallies = kind.tallies(actor) if kind else {}
    loads = division(actor)
    return Burden(
        loads=tuple(
            LoadLine(
                name=one.name,
                open_cases=one.open_cases,
                due_cases=tallies[one.account].due if one.account in tallies else 0,
                hours_short=hours(short.get(one.account, 0)),
                hours_long=hours(long.get(one.account, 0)),
            )
            for one in loads
        ),
        silent=silent(actor),
    )


def silent(actor: Actor) -> tuple[Silent, ...]:
    """The open cases whose person was not spoken to for longest, never spoken to first."""
    today, never = clock.today(), date.min
    found = sorted(not_spoken(actor).values(), key=lambda one: (one[2] or never, one[0]))[:LONGEST]
    names = names_of({who for _number, who, _day in found})
    return tuple(
        Silent(
            number=number,
            coordinator=names.get(who, ""),
            days=(today - day).days if day else None,
        )
        for number, who, day in found
    )


def hours(minutes: int) -> str:
    """Hours and minutes as people say them: 1:05."""
    found = timedelta(minutes=minutes)
    whole, rest = divmod(int(found.total_seconds()) // 60, 60)
    return f"{whole}:{rest:02d}"
