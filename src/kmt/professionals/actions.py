"""Every write of this room: giving and taking back codes and keys, and sending a report.

A report comes in by the one door there is (:func:`kmt.intake.actions.submit_report`); who sent it
and which signs they saw is kept in the same act, so that there is never half of it.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError

from kmt.access.actors import REPORTER
from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.intake.actions import submit_report
from kmt.intake.queries import receipt_if_received
from kmt.intake.rules import Told
from kmt.kernel import clock, master_key
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.partners.region import region
from kmt.professionals import access
from kmt.professionals.models import PartnerKey, ReportingLink, SentReport, SentSign, subject_of
from kmt.professionals.queries import (
    KEY,
    LINK,
    SENT,
    WHO,
    code_digest,
    facts_of,
    key_digest,
    organisations,
    row_of_code,
    row_of_key,
    signs_known,
    who_of,
)
from kmt.professionals.reading import Received
from kmt.professionals.rules import codes, sending
from kmt.professionals.rules.codes import LinkAsked, State
from kmt.professionals.rules.sending import Observed, Sender
from kmt.professionals.writing import (
    TELLS,
    Sending,
    code_actor,
    count_use,
    keep_sent,
    keep_signs,
    key_actor,
    note_used,
)
from kmt.vault.actions import erase_subject, seal_text

MAKE, MANAGE = Permission.PROFESSIONALS_LINK_MAKE, Permission.PROFESSIONALS_KEY_MANAGE
SUBMIT, SEND = Permission.INTAKE_REPORT_SUBMIT, Permission.PROFESSIONALS_REPORT_SEND
_TEXT_STAYS = "Wat je typte staat er nog."


def give_link(*, by: Actor, asked: LinkAsked, nonce: str) -> str:
    """Give a code and return it; it exists in the answer only. The same page gives one code.

    Raises ``Invalid`` with a sentence per field.
    """
    check(by, MAKE)
    wrong = codes.may_give(asked, frozenset(organisations()))
    if wrong:
        raise Invalid("Deze code kan nog niet worden gegeven.", _TEXT_STAYS, fields=wrong)
    code = codes.code_from(master_key.derive("new reporting code"), f"{by.id}:{nonce}")
    kept, link_id, now = code_digest(code), new_id(), clock.now()
    if ReportingLink.objects.seen_by(by, access.links(by)).filter(digest=kept).exists():
        return code
    who = {"name": asked.name, "function": asked.function, "purpose": asked.purpose}
    text = json.dumps({name: one.strip() for name, one in who.items()})
    with act(by, MAKE, action="create", object_type=LINK, object_id=str(link_id)):
        ReportingLink.objects.create(
            id=link_id,
            digest=kept,
            organisation=asked.organisation,
            standing=asked.standing,
            who=seal_text(by=by, subject=subject_of(link_id), column=WHO, text=text),
            made_at=now,
            made_by=by.id,
            expires_at=codes.end_of(asked, now),
        )
    return code


def withdraw_link(*, by: Actor, link_id: UUID) -> None:
    """Take a code back, from now on it opens nothing; harmless when it was over already."""
    row = ReportingLink.objects.seen_by(by, access.links(by)).one(pk=link_id)
    with act(
        by,
        MAKE,
        action="update",
        object_type=LINK,
        object_id=str(link_id),
        reason="link:withdrawn",
    ):
        still = ReportingLink.objects.filter(pk=row.pk, withdrawn_at=None)
        still.update(withdrawn_at=clock.now())


def make_key(*, by: Actor, organisation: str, days: int, nonce: str) -> str:
    """Make a key for the system of an organisation and return it; it exists in the answer only."""
    check(by, MANAGE)
    decision = codes.may_make_key(
        organisation=organisation, days=days, organisations=frozenset(organisations())
    )
    decision.check()
    key = codes.key_from(master_key.derive("new partner key"), f"{by.id}:{nonce}")
    prefix, key_id = codes.prefix_of(key), new_id()
    if PartnerKey.objects.seen_by(by, access.keys(by)).filter(prefix=prefix).exists():
        return key
    with act(by, MANAGE, action="create", object_type=KEY, object_id=str(key_id)):
        PartnerKey.objects.create(
            id=key_id,
            prefix=prefix,
            digest=key_digest(key),
            organisation=organisation,
            made_at=clock.now(),
            made_by=by.id,
            expires_on=clock.today() + timedelta(days=days),
        )
    return key


def revoke_key(*, by: Actor, key_id: UUID) -> None:
    """Take a key back, at once and for good; harmless when it was so already."""
    row = PartnerKey.objects.seen_by(by, access.keys(by)).one(pk=key_id)
    with act(
        by, MANAGE, action="update", object_type=KEY, object_id=str(key_id), reason="key:revoked"
    ):
        PartnerKey.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=clock.now())


def send_with_account(*, by: Actor, observed: Observed, how: Sending) -> Received:
    """Send a report as who one is logged in as."""
    check(by, SEND)
    sender = Sender(
        organisation=by.organisation,
        organisation_name=organisations().get(by.organisation, by.organisation),
        way=sending.ACCOUNT,
        name=by.name,
    )
    return _send(replace(by, permissions=by.permissions | TELLS), sender, observed, how)


def send_with_code(*, code: str, opened: datetime, observed: Observed, how: Sending) -> Received:
    """Send a report with a code; a one-time code is used up by exactly this.

    ``opened`` is when the page opened with this code: who began in time may finish. The same page
    sent twice gives the same receipt. ``NotFound`` alike for a wrong code and one that is over.
    """
    row = row_of_code(REPORTER, code)
    if row is None:
        raise NotFound
    (who,) = who_of([row])
    sender = Sender(
        organisation=row.organisation,
        organisation_name=organisations().get(row.organisation, row.organisation),
        way=sending.LINK,
        channel=sending.PARTNER if row.standing else sending.WEB,
        name=who["name"],
        function=who["function"],
    )
    by = code_actor(row.id, row.organisation)
    if codes.state_of(facts_of(row), clock.now(), opened) is not State.OPEN:
        earlier = _earlier(by, _told(observed, sender, how), how)
        if earlier is None:
            raise NotFound
        return earlier

    def use_up() -> None:
        free = ReportingLink.objects.filter(pk=row.pk, used_at=None, withdrawn_at=None)
        used = free.count() if row.standing else free.update(used_at=clock.this_hour())
        if not used:
            raise Conflict("Deze code is net al gebruikt.", "Vraag het meldpunt om een nieuwe.")

    return _send(by, sender, observed, how, use_up)


def system_of(key: str) -> tuple[Actor, int] | None:
    """The system that comes with this key, counted; None when it opens nothing.

    Returns its actor and how often it called in this hour.
    """
    row = row_of_key(REPORTER, key)
    if row is None:
        return None
    name = organisations().get(row.organisation, row.organisation)
    return key_actor(row.pk, row.organisation, name), count_use(row.pk)


def send_from_system(*, by: Actor, observed: Observed, how: Sending) -> Received:
    """Send a report from the system of an organisation; the same call twice is one report.

    ``how.call`` and ``how.body`` are digests of the idempotency key and of what was sent. Raises
    ``Conflict`` when that key came with something else before.
    """
    key_id = UUID(by.id.removeprefix("key:"))
    sender = Sender(
        organisation=by.organisation,
        organisation_name=by.name,
        way=sending.KEY,
        channel=sending.PARTNER,
    )
    _same_body(by, how)
    try:
        return _send(by, sender, observed, how, lambda: note_used(key_id))
    except IntegrityError:
        # Two calls at the same moment: the other one was first.
        _same_body(by, how)
        earlier = _earlier(by, _told(observed, sender, how), how)
        if earlier is None:
            raise
        return earlier


def forget_links(*, by: Actor) -> int:
    """Remove codes that are over for 30 days, with who they were for (T37); in the night."""
    check(by, Permission.PROFESSIONALS_LINK_FORGET)
    last = clock.today() - codes.KEPT_AFTER
    before = datetime.combine(last, time(), tzinfo=clock.DUTCH_TIME)
    rows = ReportingLink.objects.seen_by(by, access.over(by)).filter(expires_at__lt=before)
    ids = list(rows.values_list("id", flat=True))
    for link_id in ids:
        with act(
            by,
            Permission.PROFESSIONALS_LINK_FORGET,
            action="delete",
            object_type=LINK,
            object_id=str(link_id),
            reason="link:over",
        ):
            rows.filter(pk=link_id).delete()
            erase_subject(by=by, subject=subject_of(link_id), ground="not_necessary")
    return len(ids)


def take_out(by: Actor, report_id: UUID) -> int:
    """Remove what is kept here of a report that goes; inside the act by which it goes."""
    rule = access.retained(by, report_id)
    signs = SentSign.objects.seen_by(by, rule).delete()[0]
    return signs + SentReport.objects.seen_by(by, rule).delete()[0]


def _send(
    by: Actor,
    sender: Sender,
    observed: Observed,
    how: Sending,
    also: Callable[[], None] = lambda: None,
) -> Received:
    """Take it in; what ``also`` does belongs to it, and happens once."""
    known = signs_known()
    wrong = sending.missing(
        observed,
        files=len(how.files),
        known={code: one.dutch for code, one in known.items()},
        municipalities=region().codes,
    )
    if wrong:
        raise Invalid("Je melding is nog niet verstuurd.", _TEXT_STAYS, fields=wrong)
    with act(
        by,
        SUBMIT,
        action="create",
        object_type=SENT,
        object_id=by.id,
        reason=f"sent:{sender.way}",
    ):
        told = _told(observed, sender, how)
        received = submit_report(by=by, told=told, nonce=how.nonce, files=how.files)
        if not received.again:
            also()
            keep_sent(by, received.report_id, sender, observed, how)
            signs = [known[one] for one in observed.signs]
            keep_signs(received.report_id, sender.organisation, signs)
    return Received(report_id=received.report_id, receipt=received.receipt, again=received.again)


def _told(observed: Observed, sender: Sender, how: Sending) -> Told:
    known = {code: one.dutch for code, one in signs_known().items()}
    return sending.told_of(observed, sender, known, how.language)


def _earlier(by: Actor, told: Told, how: Sending) -> Received | None:
    """What came in before from exactly this page or call; None when nothing did."""
    receipt = receipt_if_received(by, told, how.nonce, how.files)
    if receipt is None:
        return None
    return Received(report_id=UUID(int=0), receipt=receipt, again=True)


def _same_body(by: Actor, how: Sending) -> None:
    """Refuse an idempotency key that came with something else before."""
    rows = SentReport.objects.seen_by(by, access.just_sent(by, how.call))
    body = rows.values_list("body", flat=True).first()
    if body is not None and not codes.same(body, how.body):
        raise Conflict(
            "Deze Idempotency-Key is al gebruikt voor een andere melding.",
            "Gebruik voor elke melding een eigen waarde.",
        )
