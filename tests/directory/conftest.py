"""What the tests of the social map share: entries with nothing wrong with them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from kmt.directory.actions import add_entry
from kmt.directory.rules import Content
from kmt.kernel.actor import Actor


def content(name: str = "Huis van Voorbeeld", **changed: Any) -> Content:
    """An organisation with nothing wrong with it."""
    whole = Content(
        name=name,
        about="Vrouwen die gevlucht zijn slapen hier, met hun kinderen.",
        services=("shelter", "psychological"),
        sexes=("women",),
        minors="no",
        children="yes",
        places=("region",),
        languages=("nl", "ro"),
        hours="Dag en nacht",
        intake="Bel, dan volgt een gesprek.",
        phone="053 000 00 00",
    )
    return replace(whole, **changed)


@pytest.fixture
def add(adviser: Actor) -> Callable[..., UUID]:
    """Put an organisation on the map."""

    def adding(name: str = "Huis van Voorbeeld", **changed: Any) -> UUID:
        return add_entry(by=adviser, content=content(name, **changed))

    return adding
