"""Evidence that the rooms below already hold: offered with one press, never filled in by itself.

Training (share trained per department) is offered for the items on recognising signals and on
training, campaigns for those on communication and on where to report.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import override

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate.reading import ItemView
from kmt.mandate.rules import LINE_LIMIT, Given, Proof
from kmt.prevention.queries import Reached, reached
from kmt.training.lists import DEPARTMENT, word
from kmt.training.queries import TrainedShare, trained_shares

TRAINING, CAMPAIGN = "training", "campaign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """What could be evidence; ``key`` is what the press sends back."""

    key: str
    given: Given


def suggested(actor: Actor, municipality: str, seen: ItemView) -> tuple[Suggestion, ...]:
    """What the rooms below hold about this item for this municipality, and is not evidence yet."""
    today, kind = clock.today(), seen.obligation.suggests
    found: tuple[Given, ...] = ()
    if kind == TRAINING:
        found = _trained(actor, municipality, today)
    elif kind == CAMPAIGN:
        found = _reached(actor, municipality, today)
    given = {one.title for one in seen.evidence if not one.withdrawn_why}
    return tuple(
        Suggestion(key=f"{one.origin}:{number}", given=one)
        for number, one in enumerate(found)
        if one.title not in given
    )


def _trained(actor: Actor, municipality: str, today: date) -> tuple[Given, ...]:
    """Of this year and the one before: in January there is nothing yet of the new one."""
    shares = (
        share
        for year in (today.year, today.year - 1)
        for share in trained_shares(actor, year=year)
        if share.municipality == municipality and share.trained
    )
    return tuple(_of_training(share, today) for share in shares)


def _of_training(share: TrainedShare, today: date) -> Given:
    of = f" van {share.staff}" if share.staff else ""
    with override("nl"):
        where = word(DEPARTMENT, share.department)
    title = f"Getraind in {share.year}, {where}: {share.trained}{of} medewerkers"
    return Given(
        kind=Proof.FIGURE,
        title=title[:LINE_LIMIT],
        dated=min(date(share.year, 12, 31), today),
        origin=TRAINING,
    )


def _reached(actor: Actor, municipality: str, today: date) -> tuple[Given, ...]:
    return tuple(
        _of_campaign(one, year, today)
        for year in (today.year, today.year - 1)
        for one in reached(actor, year=year)
        if one.municipality in {municipality, ""}
    )


def _of_campaign(one: Reached, year: int, today: date) -> Given:
    where = "" if one.municipality else " (hele regio)"
    title = f"Campagnes in {year}{where}, {one.audience_words}: {one.words}"
    return Given(
        kind=Proof.FIGURE,
        title=title[:LINE_LIMIT],
        dated=min(date(year, 12, 31), today),
        origin=CAMPAIGN,
    )
