"""The parts of which the actions of this room are made; each runs inside an act of its caller."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from kmt.care.joining import seal, set_glance
from kmt.intake.rules import ELSEWHERE
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Invalid
from kmt.partners.region import region
from kmt.situation import wording
from kmt.situation.countries import countries_on
from kmt.situation.models import ExploitationSituation, VictimStatus
from kmt.situation.rules import ROOM, Problems
from kmt.situation.rules.exploitation import CODED, SECTOR_LISTS, Known
from kmt.vocabulary.queries import forms_on, values


def sealed(by: Actor, case_id: UUID, row_id: UUID, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The texts of one row by column, each sealed for its place; nothing stays nothing."""
    return {
        column: seal(by, case_id, column, row_id, text.strip()) for column, text in texts.items()
    }


def signed(by: Actor, token: UUID) -> dict[str, Any]:
    """Who writes a row, when, and from which form."""
    return {"by": by.id, "by_name": by.name, "at": clock.now(), "token": token}


def refuse(problems: Problems) -> None:
    """Refuse what was typed, each field with its own sentence."""
    if problems:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=problems)


def codes(name: str, on: date) -> frozenset[str]:
    """The codes of a list that hold on a day."""
    return frozenset(one.code for one in values(name, on))


def known_on(on: date) -> Known:
    """All codes that an exploitation can be written down with on a day."""
    sectors = {f"{name}:{one.code}" for name in SECTOR_LISTS for one in values(name, on)}
    return Known(
        forms=frozenset(one.code for one in forms_on(on)),
        sectors=frozenset(sectors),
        places=frozenset((*(code for code, _name in region().places), ELSEWHERE)),
        countries=frozenset(one.code for one in countries_on(on)),
        lists={field: codes(name, on) for field, name in CODED.items()},
    )


def forms_that_hold(case_id: UUID) -> frozenset[str]:
    """The forms of every exploitation of a case as it holds now; unknown only when it is alone."""
    newest: dict[UUID, list[str]] = {}
    for row in ExploitationSituation.objects.filter(case_id=case_id).order_by("number"):
        newest[row.situation_id] = row.forms
    return _whole(newest.values())


def _whole(found: Iterable[list[str]]) -> frozenset[str]:
    forms = frozenset(form for one in found for form in one)
    known = forms - {"UNK"}
    return known or forms


def show(by: Actor, case_id: UUID) -> None:
    """The one line of the situation on the page of the case: of the person it is about."""
    mine = {"case_id": case_id, "member_id": None}
    status = VictimStatus.objects.filter(**mine).order_by("-decided_on", "-at").first()
    newest: dict[UUID, ExploitationSituation] = {}
    for row in ExploitationSituation.objects.filter(**mine).order_by("number"):
        newest[row.situation_id] = row
    forms = _whole([row.forms for row in newest.values()])
    where = {row.override or row.geography for row in newest.values()}
    facts = {f"status_{status.status}"} if status else set()
    set_glance(
        by,
        case_id,
        room=ROOM,
        text=wording.glance_kept(
            status.status if status else "",
            status.decider if status else "",
            sorted(forms),
            where.pop() if len(where) == 1 else "",
        ),
        facts=facts | ({"described"} if newest else set()),
    )
