"""The tutorial is run, block by block, as a newcomer would type it."""

import re
from dataclasses import replace

import pytest

from kmt.access.actors import actor_for
from tests.building.tree import ROOT

PAGE = ROOT / "docs/tutorial.md"


def blocks(text: str) -> list[str]:
    """The blocks of Python on a page."""
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.django_db
def test_the_tutorial_does_what_it_says(accounts) -> None:
    names: dict[str, object] = {key: actor_for(account) for key, account in accounts.items()}
    hengelo = actor_for(accounts["focal_point_hengelo"])
    names["focal_point_tubbergen"] = replace(hengelo, world=frozenset({"GM0183"}))
    found = blocks(PAGE.read_text(encoding="utf-8"))
    assert len(found) >= 8
    for number, block in enumerate(found, start=1):
        code = compile(block, f"tutorial block {number}", "exec")
        exec(code, names)


def test_the_demo_people_of_the_tutorial_exist() -> None:
    from kmt.demo.people import PEOPLE

    named = set(re.findall(r"`(\w+)@", PAGE.read_text(encoding="utf-8")))
    assert named == {"noor", "bram", "eva", "farid"}
    assert named <= {person.key for person in PEOPLE}
