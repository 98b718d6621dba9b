"""Reports as the person they are about may see them: without who reported (AVG 15(4)).

How a report came in, in which language, and the reporter's name and contact are no part of it at
all. A text that holds words of that name or contact is barred; every other text of somebody else
waits until a human being has read it. So does everything where the person is not a victim.
"""

from collections.abc import Collection, Iterator, Mapping
from uuid import UUID

from django.db.models import QuerySet

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.attachments.queries import number_asked_about
from kmt.audit.actions import read_of
from kmt.conversation.queries import asked_about
from kmt.intake import access, opening
from kmt.intake.beside import all_above
from kmt.intake.models import Report, ReportSubject
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.partners.region import region
from kmt.rights.disclosers import R1, HeldFile, Line, Piece
from kmt.vault.rules.names import folded
from kmt.vault.rules.roles import VICTIM
from kmt.vault.wordlists import wordlists
from kmt.vocabulary.entries import UNKNOWN_FORM
from kmt.vocabulary.queries import label

REPORT = "report"
#: Shorter words of a name are too common to tell who somebody is; so are those of mail services.
TELLING = 3
_COMMON = frozenset({"com", "gmail", "hotmail", "live", "mail", "org", "outlook", "www"})
_PHONE = 7
_TEXTS = (
    ("narrative", "verhaal van de melding"),
    ("place", "waar"),
    ("online", "waar op internet"),
    ("happened", "wanneer"),
    ("at_risk", "wie er gevaar loopt"),
    ("summary", "samenvatting"),
)


def files_about(actor: Actor, persons: Collection[UUID]) -> tuple[HeldFile, ...]:
    """The reports about these persons, by number."""
    check(actor, Permission.RIGHTS_REQUEST_HANDLE)
    rows = _subjects(actor, persons).values_list("report_id", "report__number").distinct()
    return tuple(
        HeldFile(object_type=REPORT, object_id=one, number=number, compartment=R1)
        for one, number in rows
    )


def pieces_about(actor: Actor, persons: Collection[UUID]) -> Iterator[Piece]:
    """Everything the desk has about these persons, per report; each report read is recorded."""
    check(actor, Permission.RIGHTS_REQUEST_HANDLE)
    for subject in _subjects(actor, persons).select_related("report"):
        read_of(actor, object_type=REPORT, object_id=str(subject.report_id), reason="own_rights")
        yield from _of_report(actor, subject)


def _subjects(actor: Actor, persons: Collection[UUID]) -> "QuerySet[ReportSubject]":
    rows = ReportSubject.objects.seen_by(actor, access.asked_by_the_person(actor))
    return rows.filter(person__in=persons).order_by("report__received_at")


def _of_report(actor: Actor, subject: ReportSubject) -> Iterator[Piece]:
    report, victim = subject.report, subject.role == VICTIM
    told_by = _told_by(report)
    yield _piece(report, "feiten", "melding", _facts(report, subject), delicate=not victim)
    texts = opening.texts(report, (name for name, _words in _TEXTS))
    for name, words in _TEXTS:
        if name in texts:
            yield _piece(report, name, words, (("tekst", texts[name]),), told_by, delicate=True)
    for above in all_above():
        for part, kind, lines in above.told(actor, report.id):
            yield _piece(report, part, kind, lines, told_by, delicate=True)
    for number, turn in enumerate(asked_about(actor, REPORT, report.id), start=1):
        lines = (("tekst", turn.text),)
        yield _piece(report, f"bericht-{number}", "bericht", lines, told_by, delicate=True)
    if number := number_asked_about(actor, REPORT, report.id):
        lines = (("aantal bestanden", str(number)),)
        yield _piece(report, "bestanden", "meegestuurde bestanden", lines, delicate=True)


def _facts(report: Report, subject: ReportSubject) -> tuple[tuple[str, str], ...]:
    return (
        ("kenmerk", report.number),
        ("ontvangen", f"{clock.local(report.received_at):%d-%m-%Y}"),
        ("uw plaats in de melding", label("person_role", subject.role)),
        (
            "gemeente",
            region().municipality_name(report.municipality) if report.municipality else "",
        ),
        ("vorm van uitbuiting", form_words(report.form)),
        ("spoed", label("urgency", report.urgency) if report.urgency else ""),
        ("vervolg", label("report_outcome", report.outcome) if report.outcome else ""),
    )


def _piece(
    report: Report,
    part: str,
    kind: str,
    lines: tuple[tuple[str, str], ...],
    told_by: str = "",
    *,
    delicate: bool,
) -> Piece:
    shown = tuple(Line(label=name, text=text) for name, text in lines if text)
    return Piece(
        key=f"{REPORT}:{report.id}:{part}",
        compartment=R1,
        kind=f"{kind} {report.number}",
        on=clock.local(report.received_at).date(),
        lines=shown,
        delicate=delicate,
        barred=tells_who(told_by, " ".join(one.text for one in shown), wordlists().letters),
    )


def tells_who(told_by: str, text: str, letters: Mapping[str, str]) -> bool:
    """Whether a text holds a word of a name, or the number, of who reported. Pure."""
    telling = {one for one in folded(told_by, letters).split() if len(one) >= TELLING} - _COMMON
    if telling & set(folded(text, letters).split()):
        return True
    number = _digits(told_by)[-_PHONE:]
    return len(number) == _PHONE and number in _digits(text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


def _told_by(report: Report) -> str:
    """Who reported, to compare with and not to show; nothing when that is gone or never was."""
    try:
        told = opening.told(report)
    except Refused:
        return ""
    who = (told.get("reporter_name"), told.get("contact"), told["contact_terms"].get("may_answer"))
    return " ".join(filter(None, who))


def form_words(code: str) -> str:
    """A form of exploitation as it is said to who asks for the own file."""
    return "nog niet bekend" if code == UNKNOWN_FORM else label("exploitation_form", code)
