"""The parts of which the actions of the rounds are made; each runs inside the act of its caller."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError

from kmt.advice.rules.pieces import Kind
from kmt.advice.telling import NEVER, quoted_in
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound
from kmt.partners.region import region
from kmt.rounds.access import of_municipalities
from kmt.rounds.models import Deputy, FrozenStanding, Invitation, RoleOwner, Round
from kmt.rounds.rules import FUNCTION_LIMIT, FrozenLine, line_hash, round_hash, totals_of
from kmt.rounds.states import RoundState

#: What never stands in a text of these rooms: there is no person in them.
_NEVER = (*NEVER, Kind.IBAN)
MINE, THEIRS = "Wat jij typte staat er nog.", "Iemand anders heeft dit intussen gewijzigd."


def check(**problems: str) -> None:
    """Refuse what was typed, each field with its own sentence."""
    found = {name: problem for name, problem in problems.items() if problem}
    if found:
        raise Invalid("Kijk de gemarkeerde velden na.", fields=found)


def of_a_person(text: str) -> str:
    """The sentence that refuses a text with a number or birth date of somebody; else empty."""
    told = quoted_in(text, _NEVER)
    return f"Haal weg wat van een persoon is: {told}. Hier staan nooit zaken in." if told else ""


def too_long(text: str, limit: int = FUNCTION_LIMIT) -> str:
    """Why a text cannot be kept; empty when it can."""
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."


def held(round_id: UUID) -> Round:
    """The round, held until the act is over, so that two people do not move it at once."""
    row = Round.objects.select_for_update().filter(id=round_id).first()
    if row is None:
        raise NotFound
    return row


def same_version(now: int, seen: int) -> None:
    """Refuse a change on what somebody else changed since it was shown."""
    if now != seen:
        raise Conflict(THEIRS, f"{MINE} Vergelijk de teksten en bewaar opnieuw.")


@contextmanager
def first_come() -> Iterator[None]:
    """Two who make the same row at one moment: the second is told, as when they come later."""
    try:
        yield
    except IntegrityError:
        raise Conflict(THEIRS, f"{MINE} Bekijk de pagina opnieuw.") from None


def invite(row: Round) -> None:
    """Invite every municipality of the region."""
    Invitation.objects.bulk_create(
        Invitation(round=row, municipality=code) for code in sorted(region().codes)
    )


def freeze_lines(row: Round, lines: Sequence[FrozenLine]) -> None:
    """Keep every line with its hash, and in the round the total and the hash of all."""
    hashes = [line_hash(one) for one in lines]
    FrozenStanding.objects.bulk_create(
        (_frozen(row, line, found) for line, found in zip(lines, hashes, strict=True)),
        batch_size=500,
    )
    row.state, row.frozen_at = RoundState.FROZEN, clock.now()
    row.totals, row.sha256 = totals_of(lines), round_hash(hashes)
    row.save()


def _frozen(row: Round, line: FrozenLine, found: str) -> FrozenStanding:
    return FrozenStanding(
        round=row,
        municipality=line.municipality,
        code=line.code,
        obligation_version=line.version,
        theme=line.theme,
        words=line.words,
        standing=line.standing,
        met=line.met,
        sha256=found,
    )


def owner_row(by: Actor, municipality: str, role: str) -> RoleOwner:
    """The row of a role, or a new one that is not kept yet."""
    rows = RoleOwner.objects.seen_by(by, of_municipalities(by)).select_for_update()
    found = rows.filter(municipality=municipality, role=role).first()
    return found or RoleOwner(municipality=municipality, role=role, version=0)


def deputy_row(by: Actor, municipality: str) -> Deputy:
    """The row of a deputy, or a new one that is not kept yet."""
    rows = Deputy.objects.seen_by(by, of_municipalities(by)).select_for_update()
    return rows.filter(municipality=municipality).first() or Deputy(
        municipality=municipality, version=0
    )


def stamp(row: RoleOwner | Deputy, by: Actor) -> None:
    """Keep a row as the next version, by whom and when."""
    row.version += 1
    row.changed_at, row.changed_by = clock.now(), by.id
    row.save()


def known_account(account: str, accounts: Iterable[str]) -> str:
    """Why an account cannot be chosen; empty when it can, and for none."""
    return "" if account in {"", *accounts} else "Kies iemand uit de lijst, of vul een functie in."
