"""Defining what is asked of municipalities: a new version of an item, or an item of the region."""

from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, NotFound
from kmt.mandate.models import ItemVersion
from kmt.mandate.obligations import every_version
from kmt.mandate.reading import Obligation
from kmt.mandate.rules import Defined, defined_well
from kmt.mandate.writing import CHANGED, LOOK, refuse

#: Items of a region begin with this letter; those of the product with C.
OWN = "R"


def define_obligation(
    *,
    by: Actor,
    defined: Defined,
    item: str = "",
    version: int | None = None,
    token: UUID | None = None,
) -> str:
    """Add an item of the region, or a new version of an item; the code of it.

    ``version`` is the one that was read: when there is a later one by now, :class:`Conflict`.
    """
    token = token or new_id()
    with act(
        by,
        Permission.MANDATE_ROUND_LEAD,
        action="update" if item else "create",
        object_type="mandate_item",
        object_id=item or "new",
    ):
        there = ItemVersion.objects.filter(token=token).values_list("item", flat=True).first()
        if there is not None:
            return str(there)
        versions = every_version()
        last = _last(versions, item, version) if item else None
        refuse(defined_well(defined, after=last.since if last else None))
        code = item or _next_code(versions)
        _keep(by, code, defined, last, token=token)
    return code


def end_obligation(*, by: Actor, item: str, on: date, reason: str) -> None:
    """Stop asking an item from a day on; what was said of it stays."""
    with act(
        by,
        Permission.MANDATE_ROUND_LEAD,
        action="delete",
        object_type="mandate_item",
        object_id=item,
    ):
        last = _last(every_version(), item, None)
        refuse(
            {
                **({} if reason.strip() else {"reason": "Schrijf op waarom deze opgave vervalt."}),
                **(
                    {}
                    if on > last.since
                    else {"since": "De dag ligt vóór die van de vorige versie."}
                ),
            }
        )
        defined = Defined(
            title=last.title,
            words=last.words,
            themes=last.themes,
            origin=last.origin,
            source=last.source,
            status=last.status,
            said_by=last.said_by,
            since=on,
            evidence=last.evidence,
            term=last.term,
            due_before=last.due_before,
            due_words=last.due_words,
            reason=reason.strip(),
        )
        _keep(by, item, defined, last, token=new_id(), ended=True)


def _last(versions: tuple[Obligation, ...], item: str, version: int | None) -> Obligation:
    found = [one for one in versions if one.item == item]
    if not found:
        raise NotFound
    if version is not None and found[-1].version != version:
        raise Conflict(CHANGED, LOOK)
    return found[-1]


def _next_code(versions: tuple[Obligation, ...]) -> str:
    numbers = [int(one.item[1:]) for one in versions if one.item.startswith(OWN)]
    return f"{OWN}{max(numbers, default=0) + 1:02d}"


def _keep(
    by: Actor,
    item: str,
    defined: Defined,
    last: Obligation | None,
    *,
    token: UUID,
    ended: bool = False,
) -> None:
    ItemVersion.objects.create(
        item=item,
        version=last.version + 1 if last else 1,
        title=defined.title.strip(),
        words=defined.words.strip(),
        themes=sorted(defined.themes),
        origin=defined.origin.strip(),
        source=defined.source.strip(),
        status=defined.status,
        said_by=defined.said_by.strip(),
        since=defined.since,
        due_before=defined.due_before,
        due_words=defined.due_words.strip(),
        evidence=defined.evidence.strip(),
        term=defined.term,
        own=item.startswith(OWN),
        ended=ended,
        reason=defined.reason.strip(),
        at=clock.now(),
        by=by.id,
        token=token,
    )
