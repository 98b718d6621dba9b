"""Who knows what: everything that any organisation or person ever got of a case, by receiver.

AVG 5(2) and 15(1)(c): to whom something was given is part of the file. What this room gives it
keeps itself; a room above that gives something away says so with :func:`know`; decisions to share,
transfers, who works on the case and who looked in an emergency come from the rooms below.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from kmt.access.queries import involved_people, looks_in_emergency
from kmt.access.wording import CAPACITY_WORDS, GROUND_WORDS
from kmt.care.joining import CaseRef, open_all
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.queries import shared_about
from kmt.lawfulness.transfers import handed_on
from kmt.partners.queries import names_of
from kmt.teamwork import access
from kmt.teamwork.models import KnownThing
from kmt.teamwork.queries import file_of
from kmt.teamwork.reading import Knower, KnownLine
from kmt.teamwork.rules import KnownKind
from kmt.teamwork.wording import data_words, known_word, organisation_name, receiver_word
from kmt.teamwork.writing import note_known

Found = Iterator[tuple[str, KnownLine]]


def know(
    by: Actor,
    case_id: UUID,
    kind: KnownKind,
    *,
    receiver: str,
    organisation: str = "",
    words: str = "",
    data: Iterable[str] = (),
    basis: str = "",
    until: date | None = None,
) -> None:
    """Keep on a case that somebody got something of it, from a room above.

    Inside :func:`kmt.care.joining.working_on`. ``receiver`` in words (sealed), ``organisation`` by
    its code in the region file where it has one, ``data`` in codes of the sharing matrix.
    """
    note_known(
        by,
        case_id,
        kind,
        receiver=receiver,
        organisation=organisation,
        words=words,
        data=data,
        basis=basis,
        until=until,
    )


def who_knows(actor: Actor, case: CaseRef) -> tuple[Knower, ...]:
    """Everything, by receiver in order of name; the look at the case is recorded by ``care``."""
    rows = list(KnownThing.objects.seen_by(actor, access.in_cases(actor)).filter(case_id=case.id))
    shared = shared_about(actor, {case.person_id})
    handed = handed_on(actor, {case.id})
    looks = looks_in_emergency(actor, file_of(case))
    names = names_of(
        {one for row in rows for one in (row.by, row.account)}
        | {one.decided_by for one in shared}
        | {one.proposed_by for one in handed}
        | {one.account for one in looks}
    )
    found: dict[str, list[KnownLine]] = defaultdict(list)
    lines = [*_kept(actor, case, rows, names)]
    lines += _working(actor, case)
    lines += (
        (
            receiver_word(one.recipient),
            _line(
                one.decided_at,
                _("decided to share"),
                data=one.data,
                basis=one.basis,
                until=one.expires_on,
                by=names.get(one.decided_by, ""),
            ),
        )
        for one in shared
    )
    lines += (
        (
            receiver_word(one.recipient),
            _line(
                one.proposed_at,
                _("got the file handed over"),
                data=one.data,
                by=names.get(one.proposed_by, ""),
            ),
        )
        for one in handed
    )
    lines += (
        (
            names.get(one.account, ""),
            _line(
                one.since,
                _("looked in an emergency"),
                words=str(GROUND_WORDS.get(one.ground, one.ground)),
                until=one.until.date(),
            ),
        )
        for one in looks
    )
    for receiver, line in lines:
        found[receiver].append(line)
    return tuple(
        Knower(receiver=receiver, lines=tuple(sorted(some, key=lambda one: one.at)))
        for receiver, some in sorted(found.items())
    )


def _kept(actor: Actor, case: CaseRef, rows: list[KnownThing], names: dict[str, str]) -> Found:
    """What this room keeps: of partners, of colleagues, and of what rooms above said."""
    texts = open_all(
        (case.id, column, row.id, bytes(getattr(row, column)))
        for row in rows
        for column in ("receiver", "words")
    )
    pairs = zip(texts[::2], texts[1::2], strict=True)
    for row, (receiver, words) in zip(rows, pairs, strict=True):
        who = receiver or names.get(row.account, row.account)
        place = organisation_name(row.organisation) if row.organisation else ""
        yield (
            f"{place}: {who}" if place and who else place or who,
            _line(
                row.at,
                known_word(row.kind),
                words=words,
                data=tuple(filter(None, row.data.split("|"))),
                basis=row.basis,
                until=row.until,
                by=names.get(row.by, ""),
            ),
        )


def _working(actor: Actor, case: CaseRef) -> Found:
    """Colleagues who work or worked on it: they may see all of it, from then until then."""
    for one in involved_people(actor, file_of(case), part_of_look=True):
        until = one.until or one.lapses_at
        yield (
            one.name,
            _line(
                one.since,
                _("works on the case"),
                words=str(CAPACITY_WORDS.get(one.capacity, one.capacity)),
                until=until.date() if until else None,
                by=one.granted_by,
            ),
        )


def _line(
    at: datetime,
    what: str,
    *,
    words: str = "",
    data: Iterable[str] = (),
    basis: str = "",
    until: date | None = None,
    by: str = "",
) -> KnownLine:
    return KnownLine(
        at=clock.local(at),
        what=what,
        words=words,
        data=data_words(data),
        basis=basis,
        until=until,
        by=by,
    )
