"""What the tests of insight share: one real estimate with few draws, and counts with known sums.

Points and bands do not depend on the number of draws, so 20 are enough to test with.
"""

import html
import re
from dataclasses import dataclass
from uuid import UUID

import pytest

from kmt.insight import actions, estimating, queries
from kmt.insight.estimating import Computed, compute, prepare
from kmt.insight.queries import DoneRun
from kmt.kernel.actor import Actor

HENGELO, ENSCHEDE = "GM0164", "GM0153"
DRAWS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Reports as a lower room counts them."""

    form: str
    municipality: str
    year: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person in one form, as a lower room gives it."""

    person_key: str
    form: str
    municipality: str
    year: int


REPORTS = (
    Reports(form="SEX", municipality=HENGELO, year=2026, number=7),
    Reports(form="UNK", municipality=HENGELO, year=2026, number=2),
    Reports(form="LAB", municipality=ENSCHEDE, year=2026, number=11),
    Reports(form="LAB", municipality="", year=2026, number=1),
    Reports(form="SEX", municipality=ENSCHEDE, year=2025, number=3),
)
PEOPLE = (
    *(Person(person_key=f"h{n}", form="SEX", municipality=HENGELO, year=2026) for n in range(6)),
    Person(person_key="h0", form="CRIM", municipality=HENGELO, year=2026),
    *(Person(person_key=f"e{n}", form="LAB", municipality=ENSCHEDE, year=2026) for n in range(8)),
    Person(person_key="u0", form="UNK", municipality="", year=2026),
    Person(person_key="e0", form="SEX", municipality=ENSCHEDE, year=2025),
)


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every estimate in these tests draws twenty tables."""
    monkeypatch.setattr(estimating, "REPLICATES", DRAWS)


@pytest.fixture(scope="session")
def computed() -> Computed:
    """The real estimate on the public Dutch table, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(estimating, "REPLICATES", DRAWS)
        return compute(prepare(actions.DUTCH_TABLE), lambda line: None)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, computed: Computed) -> None:
    """The job gives the result that was made once, so that a test of its handling is quick."""
    monkeypatch.setattr("kmt.insight.actions.estimates.compute", lambda job, report: computed)


@pytest.fixture
def run_id(db: None, quick: None) -> UUID:
    """A finished run."""
    return actions.run_estimate(by=actions.worker(), report=lambda line: None).run_id


@pytest.fixture
def run(run_id: UUID) -> DoneRun:
    """The same, as the pages read it."""
    return queries.finished_run(actions.worker(), run_id)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lower rooms that give known rows, of the actor's own world only, as they promise."""

    def reports(actor: Actor) -> tuple[Reports, ...]:
        return tuple(row for row in REPORTS if actor.knows(row.municipality))

    def people(actor: Actor) -> tuple[Person, ...]:
        return tuple(row for row in PEOPLE if actor.knows(row.municipality))

    monkeypatch.setattr("kmt.intake.queries.counts", reports)
    monkeypatch.setattr("kmt.care.queries.counts", people)


def text_of(response) -> str:
    """What a reader sees: the page without markup, in one line."""
    page = re.sub(r"<(script|style|svg).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def blocks_of(response) -> list[str]:
    """The text of the page per paragraph, list item and table row: what is read in one breath."""
    page = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    parts = re.split(r"</(?:p|li|tr|desc|h1|h2|h3|figcaption|summary)>", page)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", part)).split()) for part in parts]
