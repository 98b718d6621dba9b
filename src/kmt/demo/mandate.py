"""Fills the demo with what the fourteen municipalities have in order, from 2018 until today.

Every line is invented and says so (``voorbeeld``), but what the memo itself tells. Which items are
met is drawn by number, the same on every machine: Hengelo has 19 of 28 met, with evidence.
"""

import tomllib
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from kmt.access.actors import actor_for
from kmt.demo.files import paper_called
from kmt.demo.people import account_of, loader
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.mandate.actions import Past, add_evidence, bring_in, share
from kmt.mandate.queries import municipality_view, obligations
from kmt.mandate.reading import Obligation
from kmt.mandate.rules import Code, Given, Opinion, Proof, Said
from kmt.partners.region import region

TEXTS = Path(__file__).with_name("mandate.toml")
MARK = "Voorbeeld: "
HANNA_PLACE = "GM0164"
BEGUN, YEAR = date(2018, 6, 1), 365


def load() -> str:
    """Bring in the history of every municipality; harmless when repeated."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    by = loader()
    if any(one.said for one in municipality_view(by, HANNA_PLACE).items):
        return "waren er al"
    texts["words"]["reviewer"] = str(account_of("wies").id)
    items = {one.item: one for one in obligations(clock.today())}
    number = 0
    for place in sorted(region().codes & set(texts["place"])):
        who = actor_for(account_of("hanna")) if place == HANNA_PLACE else by
        number += _bring(who, place, texts, items)
    for item, title in texts["paper"].items():
        _add_paper(actor_for(account_of("hanna")), item, title)
    return f"{number} regels van {len(texts['place'])} gemeenten"


def _bring(by: Actor, place: str, texts: dict[str, Any], items: dict[str, Obligation]) -> int:
    how, past = texts["place"][place], list[Past]()
    order = sorted(texts["item"], key=lambda item: _drawn(place, item, 1000))
    if how.get("inland"):
        order.remove("C19")
        past += _not_applicable(items["C19"], texts["words"]["inland"])
    met, ends = how["met"], how["met"] + how["expired"]
    for rank, item in enumerate(order):
        one = _Item(place, items[item], texts["item"][item], texts["words"])
        if rank < met:
            past += one.met(rank, met)
        elif rank < ends:
            past += one.expired()
        elif rank < ends + how["busy"]:
            past += one.busy(asked_back=rank == ends)
    bring_in(by=by, municipality=place, past=past)
    if how.get("shares"):
        share(by=by, municipality=place)
    return len(past)


def _add_paper(by: Actor, item: str, title: str) -> None:
    """The paper itself, beside evidence that says where it is; it waits for a virus scanner."""
    given = Given(
        kind=Proof.DOCUMENT, title=f"{MARK}{title}", dated=clock.today() - timedelta(days=40)
    )
    files = paper_called(f"Voorbeeld {title}")
    add_evidence(by=by, municipality=HANNA_PLACE, item=item, given=given, files=files)


def _not_applicable(one: Obligation, why: str) -> list[Past]:
    on = one.since + timedelta(days=400)
    return [Past(item=one.item, on=on, said=Said(code=Code.NOT_APPLICABLE, why=why))]


class _Item:
    """One item of one municipality: the lines of its invented history."""

    def __init__(
        self, place: str, one: Obligation, texts: dict[str, Any], words: dict[str, str]
    ) -> None:
        self.place, self.one, self.texts, self.words = place, one, texts, words
        self.reviewer = words["reviewer"]
        self.today = clock.today()

    def met(self, rank: int, number: int) -> list[Past]:
        """Begun, met, and shown anew each time the evidence ran out, until today."""
        share = timedelta(days=(self.today - BEGUN).days * rank // number)
        on = self._in_time(self.texts.get("met_on", BEGUN + share + self._days(0, 90)))
        lines = [self._begun(on)]
        while True:
            until = on + self._days(2 * YEAR, 3 * YEAR, str(on))
            if until >= self.today:
                until = max(until, self.today + self._days(30, 600))
                return [*lines, self._shown(on, until, opinion=self._opinion())]
            lines.append(self._shown(on, until))
            on = until + timedelta(days=1)

    def expired(self) -> list[Past]:
        """Met once, with evidence that ran out some months ago."""
        until = self.today - self._days(20, 400)
        on = self._in_time(until - self._days(YEAR, 2 * YEAR))
        until = max(until, on)
        return [self._begun(on), self._shown(on, min(until, self.today - timedelta(days=1)))]

    def busy(self, *, asked_back: bool) -> list[Past]:
        """Begun lately, with a next step that is planned, or late."""
        on = max(self.today - self._days(40, 300), self.one.since)
        said = Said(
            code=Code.UNDER_WAY,
            why=self.texts.get("begun", self.words["begun"]),
            owner=self.texts["owner"],
            next_step=f"{self.texts['next']} (voorbeeld)",
            next_on=self.today + self._days(-15, 240, "next"),
            review_on=self.today + self._days(200, 360, "review"),
        )
        opinion = Opinion.ASKS_BACK if asked_back else ""
        why = self.words["asked_back"] if asked_back else ""
        return [
            Past(
                item=self.one.item,
                on=on,
                said=said,
                opinion=opinion,
                opinion_reason=why,
                reviewer=self.reviewer,
            )
        ]

    def _begun(self, met_on: date) -> Past:
        on = max(met_on - self._days(100, 300, "begun"), self.one.since)
        said = Said(
            code=Code.UNDER_WAY,
            why=self.texts.get("begun", self.words["begun"]),
            owner=self.texts["owner"],
        )
        return Past(item=self.one.item, on=min(on, met_on), said=said)

    def _shown(self, on: date, until: date, *, opinion: str = "") -> Past:
        kind = self.texts["kind"]
        given = Given(
            kind=kind,
            title=f"{MARK}{self.texts['title']}",
            link="https://voorbeeld.example/raad" if kind in {"link", "document"} else "",
            number=f"VB-{on.year}-{_drawn(self.place, self.one.item, 900) + 100}"
            if kind == "decision"
            else "",
            dated=on,
            until=until,
        )
        said = Said(
            code=Code.MET,
            why=self.texts.get("met", self.words["met"]),
            owner=self.texts["owner"],
            review_on=self.today + self._days(60, 500, "review"),
        )
        return Past(
            item=self.one.item,
            on=on,
            said=said,
            given=(given,),
            opinion=opinion,
            reviewer=self.reviewer,
        )

    def _opinion(self) -> str:
        return Opinion.AGREES if _drawn(self.place, self.one.item, 3, "opinion") else ""

    def _in_time(self, on: date) -> date:
        """Not before it was asked, and not after last month."""
        return min(max(on, self.one.since + timedelta(days=60)), self.today - timedelta(days=35))

    def _days(self, low: int, high: int, what: str = "days") -> timedelta:
        return timedelta(days=low + _drawn(self.place, self.one.item, high - low, what))


def _drawn(place: str, item: str, below: int, what: str = "order") -> int:
    """A number from zero, the same on every machine and every day."""
    digest = sha256(f"{place} {item} {what}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % below
