"""Every read of this room: codes and keys for who gives them, what one sent, signs of a report.

A code that is wrong, over, used or taken back is looked up and answered in one way: one digest,
one question to the database, one comparison.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from kmt.access.actors import system_actor
from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.connections.records import kind_of
from kmt.conversation.topics import topic_of
from kmt.intake.retained import REPORT
from kmt.kernel import clock, master_key
from kmt.kernel.actor import Actor
from kmt.partners.queries import names_of
from kmt.partners.region import region
from kmt.professionals import access
from kmt.professionals.models import (
    PartnerKey,
    ReportingLink,
    SentReport,
    SentSign,
    subject_of,
)
from kmt.professionals.reading import (
    KeyLine,
    LinkLine,
    LinkOpened,
    SentBy,
    SentLine,
    SignSent,
)
from kmt.professionals.rules import codes
from kmt.professionals.rules.codes import LinkFacts, State
from kmt.professionals.rules.signs import offered
from kmt.vault.queries import open_texts
from kmt.vocabulary import queries as vocabulary
from kmt.vocabulary.entries import Indicator

LINK, KEY, SENT = "reporting_link", "partner_key", "sent_report"
WHO = "who"
PAGE = 20
MOST_LINKS = 200
_NO_DIGEST = "0" * 64


def organisations() -> Mapping[str, str]:
    """Names of the organisations of the region by code: to those codes and keys can be given."""
    return {one.code: one.name for one in region().organisations}


def organisation_at(slug: str) -> tuple[str, str] | None:
    """Code and name of the organisation whose page this is; None when the region has it not."""
    found = ((code, name) for code, name in organisations().items() if code.lower() == slug)
    return next(found, None)


def signs_offered(on: date | None = None) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """The signs of the quick form: the critical ones, and those seen at a place."""
    return offered(vocabulary.indicators_on(on or clock.today()))


def signs_known(on: date | None = None) -> Mapping[str, Indicator]:
    """Every sign in use, by id: a system may send more than the quick form shows."""
    return {one.indicator: one for one in vocabulary.indicators_on(on or clock.today())}


def links(actor: Actor) -> tuple[LinkLine, ...]:
    """Every code that is kept, newest first, with whom it is for; the look is recorded."""
    check(actor, Permission.PROFESSIONALS_LINK_MAKE)
    rows = list(ReportingLink.objects.seen_by(actor, access.links(actor))[:MOST_LINKS])
    read_of(actor, object_type=LINK, action="search")
    names, now = names_of({row.made_by for row in rows}), clock.now()
    told = organisations()
    return tuple(
        LinkLine(
            id=row.id,
            organisation=told.get(row.organisation, row.organisation),
            standing=row.standing,
            **who,
            state=codes.state_of(facts_of(row), now),
            made_at=row.made_at,
            made_by=names.get(row.made_by, row.made_by),
            expires_at=row.expires_at,
        )
        for row, who in zip(rows, who_of(rows), strict=True)
    )


def link_of_code(
    actor: Actor, typed: str, *, opened: datetime | None = None
) -> tuple[LinkOpened | None, State | None]:
    """The code that was typed, if it opens, and how it stands; None for one that never was."""
    row = row_of_code(actor, typed)
    if row is None:
        return None, None
    state = codes.state_of(facts_of(row), clock.now(), opened)
    if state is not State.OPEN:
        return None, state
    found = LinkOpened(
        id=row.id, organisation=row.organisation, standing=row.standing, name="", function=""
    )
    return found, state


def row_of_code(actor: Actor, typed: str) -> ReportingLink | None:
    """The row of a code; whatever was typed, as much is asked and compared."""
    code = codes.read_code(typed)
    kept = code_digest(code) if code else _NO_DIGEST
    row = ReportingLink.objects.seen_by(actor, access.with_digest(actor, kept)).first()
    return row if codes.same(row.digest if row else _NO_DIGEST, kept) and row and code else None


def row_of_key(actor: Actor, typed: str) -> PartnerKey | None:
    """The key of a system when it opens today; None alike for wrong, over and taken back."""
    prefix, kept = codes.prefix_of(typed), key_digest(typed)
    row = PartnerKey.objects.seen_by(actor, access.with_prefix(actor, prefix or "-")).first()
    right = codes.same(row.digest if row else _NO_DIGEST, kept)
    if row is None or not right:
        return None
    revoked, today = row.revoked_at is not None, clock.today()
    opens = codes.key_opens(expires_on=row.expires_on, revoked=revoked, today=today)
    return row if opens else None


def keys(actor: Actor) -> tuple[KeyLine, ...]:
    """Every key of a system, newest first; the look is recorded."""
    check(actor, Permission.PROFESSIONALS_KEY_MANAGE)
    rows = PartnerKey.objects.seen_by(actor, access.keys(actor))
    read_of(actor, object_type=KEY, action="search")
    told, today = organisations(), clock.today()
    return tuple(
        KeyLine(
            id=row.id,
            prefix=row.prefix,
            organisation=told.get(row.organisation, row.organisation),
            made_at=row.made_at,
            expires_on=row.expires_on,
            revoked=row.revoked_at is not None,
            over=today > row.expires_on,
            last_used_on=row.last_used_on,
        )
        for row in rows
    )


def sent(actor: Actor, page: int = 1) -> tuple[tuple[SentLine, ...], int]:
    """A page of what the actor sent, with how far each is in words, and how many there are.

    Nothing of what a report says is opened: number, day and standing are what whoever holds its
    receipt sees too.
    """
    check(actor, Permission.PROFESSIONALS_REPORT_SEND)
    rows = SentReport.objects.seen_by(actor, access.own(actor)).order_by("-at", "report")
    total = rows.count()
    page = min(max(page, 1), max(-(-total // PAGE), 1))
    ids = list(rows.values_list("report", flat=True)[(page - 1) * PAGE : page * PAGE])
    read_of(actor, object_type=SENT, action="search", reason="own_sent")
    return _standings(ids), total


def _standings(ids: Sequence[UUID]) -> tuple[SentLine, ...]:
    """Number and standing of these reports, asked by a process that opens none of them."""
    wanted = {Permission.INTAKE_REPORT_LIST, Permission.CONVERSATION_CODE_USE}
    by = system_actor("sent_reports", purpose="report", permissions=frozenset(wanted))
    lines = {one: (number, at) for one, number, at in kind_of(REPORT).lines(by, ids)}
    topic, found = topic_of(REPORT), []
    for one in ids:
        standing = topic.standing(by, one) if topic and one in lines else None
        if standing is not None:
            number, at = lines[one]
            day = clock.local(at).date()
            found.append(SentLine(number=number, on=day, standing=standing.words))
    return tuple(found)


def signs_of(actor: Actor, report_id: UUID) -> tuple[SignSent, ...]:
    """The signs that the sender of a report saw; empty for a report that was not sent here.

    For who reads reports: the room that asks has found this report by its own rule, and has
    recorded that it was opened.
    """
    rows = SentSign.objects.seen_by(actor, access.of_report(actor, report_id))
    return tuple(
        SignSent(
            indicator=row.indicator,
            version=row.version,
            source=row.source,
            organisation=row.organisation,
        )
        for row in rows.order_by("pk")
    )


def sent_by(actor: Actor, report_id: UUID) -> SentBy | None:
    """For which organisation and on which ground a report was sent; None when it was not sent
    here. Who asks has found the report and recorded that it was opened.
    """
    row = SentReport.objects.seen_by(actor, access.of_report(actor, report_id)).first()
    if row is None:
        return None
    told = organisations()
    return SentBy(
        organisation=told.get(row.organisation, row.organisation),
        way=row.way,
        ground=row.ground,
        secrecy=row.secrecy,
        consent=row.consent,
    )


def facts_of(row: ReportingLink) -> LinkFacts:
    """What tells how a code stands."""
    return LinkFacts(
        expires_at=row.expires_at,
        used=row.used_at is not None,
        withdrawn=row.withdrawn_at is not None,
    )


def who_of(rows: Sequence[ReportingLink]) -> list[dict[str, str]]:
    """Name, function and purpose of codes; the caller has checked who asks."""
    sealed = [(subject_of(row.id), WHO, bytes(row.who)) for row in rows]
    return [json.loads(text) for text in open_texts(sealed)]


def code_digest(code: str) -> str:
    """What is kept of a code."""
    return codes.digest(master_key.derive("reporting code"), code)


def key_digest(key: str) -> str:
    """What is kept of a key of a system."""
    return codes.digest(master_key.derive("partner key"), key)
