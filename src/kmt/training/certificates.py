"""The certificate of who was there, as a tagged PDF, and sessions for a calendar, without names."""

from collections.abc import Iterable
from datetime import UTC
from importlib.resources import files
from uuid import UUID

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.access.acts import act
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.calendar_file import calendar
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region
from kmt.training import access, lists, wording
from kmt.training.models import TrainingPlace
from kmt.training.queries import named
from kmt.training.reading import SessionSeen
from kmt.training.rules import may_have_certificate

SESSION = "training_session"


def certificate(*, by: Actor, place_id: UUID) -> bytes:
    """The certificate of one place, for whom it is or for who keeps the trainings; recorded.

    Raises ``NotFound`` for the place of somebody else, ``Refused`` for who was not there. Nothing
    of the participant stands in the name of the file or in its description.
    """
    right, rule = access.TAKE, access.own_places(by)
    if by.may(access.WRITE):
        right, rule = access.WRITE, access.everybody(by)
    rows = TrainingPlace.objects.seen_by(by, rule).select_related("session__training")
    row = rows.one(id=place_id)
    with act(
        by,
        right,
        action="print",
        object_type=SESSION,
        object_id=str(row.session_id),
        decision=may_have_certificate(attended=row.attended),
    ):
        training, session = row.session.training, row.session
        with override("nl"):
            content = {
                "name": named([row])[row.id],
                "title": training.title,
                "subject": lists.word(lists.SUBJECT, training.subject),
                "level": lists.word(lists.LEVEL, training.level),
                "length": wording.lasts(session.minutes),
                "day": date_format(clock.local(session.starts_at).date(), "j F Y"),
                "made": date_format(clock.today(), "j F Y"),
                "centre": region().centre,
                "invented": settings.KMT_DEMO,
            }
        template = files("kmt.training") / "typst" / "certificate.typ"
        return typeset(template, content, moment=session.starts_at)


def calendar_of(sessions: Iterable[SessionSeen]) -> str:
    """Sessions as a calendar: title, when and where; nobody who comes, and no link."""
    stamp = f"{clock.now().astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return calendar(
        "trainingen",
        (
            (
                f"UID:{one.id}@kmt",
                f"DTSTAMP:{stamp}",
                f"DTSTART:{one.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
                f"DTEND:{one.ends_at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
                f"SEQUENCE:{one.version}",
                f"SUMMARY:{_escaped(one.training.title)}",
                f"LOCATION:{_escaped(wording.where(one))}",
                "TRANSP:OPAQUE",
            )
            for one in sessions
        ),
        head=("CALSCALE:GREGORIAN", "X-WR-CALNAME:Trainingen"),
    )


def _escaped(text: str) -> str:
    """Text as a value (RFC 5545, 3.3.11)."""
    found = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(found.splitlines())
