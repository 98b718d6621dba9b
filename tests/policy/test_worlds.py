"""Who gets what answer where: every address for every person in both worlds, from one table.

``worlds.csv`` has a row for each address, or one per world where the address names an object. An
address without a row fails: a new page cannot be forgotten. 302 sends to the log-in; 404 is
"outside your world" or "not there", alike; 403 is "inside, but not your role".
"""

import csv
from functools import cache
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from tests.building.test_doors import addresses
from tests.conftest import PEOPLE
from tests.policy.worlds import FORMS, parameters

TABLE = Path(__file__).with_name("worlds.csv")
WORLDS = ("hengelo", "enschede")
EVERYBODY = ("stranger", *PEOPLE)


@cache
def rows() -> list[dict[str, str]]:
    """The table, one dictionary per row."""
    with TABLE.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def names() -> dict[str, bool]:
    """Every address by name, and whether it names an object."""
    found: dict[str, bool] = {}
    for name, (possibilities, *_rest) in _reverse_dict().items():
        found[name] = any(params for _, params in possibilities)
    return found


def _reverse_dict() -> dict[str, tuple[list[tuple[str, list[str]]], str, dict[str, object]]]:
    found = {}

    def walk(resolver: object, prefix: str) -> None:
        for key in resolver.reverse_dict:
            if isinstance(key, str):
                found[prefix + key] = resolver.reverse_dict.getlist(key)[0]
        for namespace, (_, nested) in resolver.namespace_dict.items():
            walk(nested, f"{prefix}{namespace}:")

    walk(get_resolver(), "")
    return found


def missing(table: list[dict[str, str]], known: dict[str, bool]) -> list[str]:
    """Addresses without a row, or without a row for each world."""
    found = []
    for name, has_object in known.items():
        expected = set(WORLDS) if has_object else {"-"}
        listed = {row["world"] for row in table if row["address"] == name}
        found += [f"{name} ({world})" for world in sorted(expected - listed)]
    return found


def test_every_address_has_its_rows() -> None:
    assert missing(rows(), names()) == []
    assert len(names()) == len({route for route, _ in addresses(get_resolver().url_patterns)})


def test_an_address_without_a_row_fails() -> None:
    assert missing([], {"gossip:page": True}) == ["gossip:page (enschede)", "gossip:page (hengelo)"]


def test_the_table_names_no_address_that_is_gone() -> None:
    assert {row["address"] for row in rows()} - set(names()) == set()


@pytest.mark.parametrize("person", EVERYBODY)
def test_everybody_gets_the_answer_of_the_table(person, worlds, people) -> None:
    client, wrong = people(person), []
    for row in rows():
        world = worlds.get(row["world"])
        url = reverse(row["address"], kwargs=parameters(row["address"], world))
        for method in row["methods"].split():
            expected = int(row[person])
            answer = getattr(client, method)(url, FORMS.get(row["address"], {}))
            if answer.status_code != expected:
                wrong.append(f"{method} {row['address']} {row['world']}: {answer.status_code}")
    assert wrong == []
