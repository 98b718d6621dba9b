"""What rooms below hold is offered as evidence with one press, and never filled in by itself."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate import queries, suggestions
from kmt.prevention.queries import Reached
from kmt.training.queries import TrainedShare

LogIn = Callable[[str], Client]
HENGELO, ENSCHEDE = "GM0164", "GM0153"


def trained(municipality: str = HENGELO, trained: int = 34, staff: int | None = 60) -> TrainedShare:
    return TrainedShare(
        municipality=municipality,
        department="Dienstverlening",
        trained=trained,
        staff=staff,
        year=2026,
    )


def reach(municipality: str) -> Reached:
    return Reached(
        audience="residents",
        audience_words="inwoners",
        municipality=municipality,
        municipality_words="",
        campaigns=2,
        counted=1200,
        low=0,
        high=0,
        words="1.200 contacten, geteld",
    )


@pytest.fixture(autouse=True)
def below(monkeypatch: pytest.MonkeyPatch):
    shares = (trained(), trained(ENSCHEDE, 9), trained(trained=0), trained(trained=5, staff=None))
    here = (reach(HENGELO), reach(ENSCHEDE), reach(""))
    monkeypatch.setattr(
        suggestions, "trained_shares", lambda _actor, *, year: shares if year == 2026 else ()
    )
    monkeypatch.setattr(
        suggestions, "reached", lambda _actor, *, year: here if year == 2026 else ()
    )
    with clock.frozen(datetime(2026, 3, 4, 9, tzinfo=UTC)):
        yield


def titles(actor: Actor, item: str) -> list[str]:
    seen = queries.item_view(actor, HENGELO, item)
    return [one.given.title for one in suggestions.suggested(actor, HENGELO, seen)]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "C08",
            [
                "Getraind in 2026, Dienstverlening: 34 van 60 medewerkers",
                "Getraind in 2026, Dienstverlening: 5 medewerkers",
            ],
        ),
        (
            "C18",
            [
                "Campagnes in 2026, inwoners: 1.200 contacten, geteld",
                "Campagnes in 2026 (hele regio), inwoners: 1.200 contacten, geteld",
            ],
        ),
        ("C01", []),
    ],
)
def test_only_what_is_about_this_municipality_and_item_is_offered(
    focal_point_hengelo: Actor, item: str, expected: list[str]
) -> None:
    assert titles(focal_point_hengelo, item) == expected


def test_one_press_makes_it_evidence_and_it_is_not_offered_again(
    log_in: LogIn, focal_point_hengelo: Actor
) -> None:
    with clock.frozen(datetime.now(UTC)):
        hanna, url = log_in("focal_point_hengelo"), reverse("mandate:item", args=[HENGELO, "C08"])
        assert "34 van 60 medewerkers" in hanna.get(url).content.decode()
        assert queries.item_view(focal_point_hengelo, HENGELO, "C08").evidence == ()
        answer = hanna.post(url, {"do": "suggestion", "key": "training:0"})
        assert answer.status_code == 302
        seen = queries.item_view(focal_point_hengelo, HENGELO, "C08")
        assert [(one.kind, one.counts) for one in seen.evidence] == [("figure", True)]
        assert titles(focal_point_hengelo, "C08") == [
            "Getraind in 2026, Dienstverlening: 5 medewerkers"
        ]
