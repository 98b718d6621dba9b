"""What an installation holds: how many rows of each kind, which ids, what its record says.

Runs inside the installation, for ``./kmt bench endpoints`` and its test: to see that looking
changes nothing, and that nothing which was typed stands in the record.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models, router

from kmt.access.actors import system_actor
from kmt.access.rows import gate_open
from kmt.partners.region import region
from kmt.professionals.actions import give_link, make_key
from kmt.professionals.rules.codes import DAYS, LinkAsked
from kmt.proof.planting import planter

Rows = dict[str, list[object]]
#: What looking may leave behind: the look itself, that somebody is here, and how often.
OF_LOOKING = ("audit.", "sessions.", "partners.worksession", "axes.")
MOST_IDS = 12


def rows() -> Rows:
    """Of each table how many rows, and a digest of everything in them."""
    found: Rows = {}
    for model in _tables():
        digest, number = hashlib.sha256(), 0
        for row in sorted(map(repr, _all(model).values_list())):
            digest.update(row.encode("utf-8", "surrogatepass"))
            number += 1
        found[model._meta.label_lower] = [number, digest.hexdigest()]
    return found


def changed(before: Rows, after: Rows) -> list[str]:
    """The tables that are not as they were, but for those in which a look is written down."""
    return sorted(
        name
        for name in before.keys() | after.keys()
        if before.get(name) != after.get(name) and not name.startswith(OF_LOOKING)
    )


def ids() -> dict[str, list[str]]:
    """Some ids of everything there is, by the name of its kind."""
    return {
        model._meta.model_name or "": [
            str(one) for one in _all(model).values_list("pk", flat=True)[:MOST_IDS]
        ]
        for model in _tables()
        if model._meta.pk.get_internal_type() == "UUIDField"
    }


def record() -> Iterator[str]:
    """Every row of the record, as text."""
    for model in apps.get_app_config("audit").get_models():
        for row in _all(model).values_list():
            yield repr(row)


def ways_in() -> dict[str, str]:
    """A code for a professional and a key for a system, that hold for this run."""
    by, organisation = planter(), region().organisations[0].code
    asked = LinkAsked(organisation=organisation, name="Verzonnen Agent", purpose="bench")
    return {
        "code": give_link(by=by, asked=asked, nonce="endpoints"),
        "key": make_key(by=by, organisation=organisation, days=min(DAYS), nonce="endpoints"),
    }


def _tables() -> list[type[models.Model]]:
    return [one for one in apps.get_models() if not one._meta.proxy]


def _all(model: type[models.Model]) -> Any:
    looker = system_actor("looker", purpose="bench", permissions=frozenset())
    with gate_open(looker):
        return model._default_manager.using(router.db_for_read(model)).all()


def main(asked: str) -> None:
    """Print one of these as JSON."""
    parts = {"rows": rows, "ids": ids, "record": lambda: list(record()), "ways_in": ways_in}
    sys.stdout.write(json.dumps(parts[asked]()))
