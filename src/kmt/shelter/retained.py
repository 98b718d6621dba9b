"""Shelter as the term of its case sees it, and as the person may see it (T07, AVG 15)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from kmt.care.joining import open_all
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.rights.disclosers import R2, Line, Piece
from kmt.shelter.access import retained, seen_by_the_person
from kmt.shelter.lists import dutch
from kmt.shelter.models import ShelterAnswer, ShelterAsk, ShelterRequest, Stay
from kmt.shelter.wording import kind_dutch, organisation_word


def made_on(actor: Actor) -> Iterator[tuple[UUID, date]]:
    """The case and the day of every row: each piece has fifteen years."""
    rule = retained(actor)
    for table, moment in (
        (ShelterRequest, "asked_at"),
        (ShelterAsk, "asked_at"),
        (Stay, "at"),
        (ShelterAnswer, "at"),
    ):
        rows = table.objects.seen_by(actor, rule).values_list("case_id", moment)
        for case_id, at in rows:
            yield case_id, clock.local(at).date()
    ended = Stay.objects.seen_by(actor, rule).exclude(ended_at=None)
    for case_id, at in ended.values_list("case_id", "ended_at"):
        if at is not None:
            yield case_id, clock.local(at).date()


def told(actor: Actor, case_id: UUID) -> Iterator[Piece]:
    """What was asked for somebody, what was answered, and where they stayed.

    Words of others wait until a human being has read them; who outside was spoken to is left out.
    """
    rule = seen_by_the_person(actor)
    requests = ShelterRequest.objects.seen_by(actor, rule).filter(case_id=case_id)
    yield from map(_request, requests.order_by("asked_at"))
    asks = ShelterAsk.objects.seen_by(actor, rule).filter(case_id=case_id)
    names = {one.id: _name(one) for one in asks}
    answers = ShelterAnswer.objects.seen_by(actor, rule).filter(case_id=case_id)
    for answer in answers.order_by("at"):
        yield _answer(answer, names[answer.ask_id])
    stays = Stay.objects.seen_by(actor, rule).filter(case_id=case_id)
    yield from map(_stay, stays.order_by("start"))


def _request(row: ShelterRequest) -> Piece:
    texts = _open(row, "wishes", "contra_words", "access_words")
    return _piece(
        row,
        "opvangaanvraag",
        clock.local(row.asked_at).date(),
        ("soort opvang", kind_dutch(row.kind)),
        ("spoed", dutch("urgency", row.urgency)),
        ("waar rekening mee te houden is", _named("contra_indication", row.contra)),
        ("toelichting", texts["contra_words"]),
        ("toegankelijkheid", texts["access_words"]),
        ("wensen", texts["wishes"]),
        ("hoe het afliep", dutch("request_end", row.end)),
    )


def _answer(row: ShelterAnswer, organisation: str) -> Piece:
    return _piece(
        row,
        "antwoord op een opvangvraag",
        row.answered_on,
        ("organisatie", organisation),
        ("antwoord", dutch("answer", row.reply)),
        ("reden", dutch("refusal_reason", row.reason)),
        ("contra-indicatie", _named("contra_indication", row.contra)),
        ("woorden", _open(row, "words")["words"]),
        delicate=True,
    )


def _stay(row: Stay) -> Piece:
    texts = _open(row, "location", "exit_words")
    return _piece(
        row,
        "verblijf in opvang",
        row.start,
        ("soort opvang", kind_dutch(row.kind)),
        ("organisatie", _name(row)),
        ("tot", f"{row.until:%d-%m-%Y}" if row.until else ""),
        ("vertrokken naar", dutch("exit_destination", row.exit_to)),
        ("reden van vertrek", dutch("exit_reason", row.exit_reason)),
        ("toelichting", texts["exit_words"]),
        where=texts["location"],
    )


def _piece(
    row: ShelterRequest | ShelterAnswer | Stay,
    kind: str,
    on: date,
    *found: tuple[str, str],
    delicate: bool = False,
    where: str = "",
) -> Piece:
    lines = [Line(label=label, text=text) for label, text in found if text]
    lines += [Line(label="plaats", text=where, covered=True)] if where else []
    return Piece(
        key=f"care_case:{row.case_id}:shelter:{row.id}",
        compartment=R2,
        kind=kind,
        on=on,
        lines=tuple(lines),
        delicate=delicate,
    )


def _named(list_name: str, found: list[str]) -> str:
    return ", ".join(dutch(list_name, one) for one in found)


def _name(row: ShelterAsk | Stay) -> str:
    return organisation_word(row.organisation, _open(row, "other")["other"])


def _open(row: ShelterRequest | ShelterAsk | ShelterAnswer | Stay, *columns: str) -> dict[str, str]:
    texts = open_all((row.case_id, one, row.id, bytes(getattr(row, one))) for one in columns)
    return dict(zip(columns, texts, strict=True))
