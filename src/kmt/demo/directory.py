"""Fills the demo with a social map: public organisations of the region file, and invented ones."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.directory.actions import add_entry
from kmt.directory.queries import search
from kmt.directory.rules import Content, Need
from kmt.kernel import clock
from kmt.partners.region import HelpLine, region

TEXTS = Path(__file__).with_suffix(".toml")
_LISTS = ("services", "forms", "sexes", "places", "languages", "contra")
_OURS = ("capacity_days_ago", "checked_days_ago")


def load() -> str:
    """Put them all on the map; harmless when repeated."""
    by = actor_for(account_of("wies"))
    if search(by, Need()).total:
        return "was er al"
    said = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    lines = {one.name: one for one in region().help}
    known = [one for one in said["known"] if one["name"] in lines]
    for one in known:
        line = lines[one["name"]]
        # A line that is noted for a day to come counts as looked at today.
        with clock.frozen(_on(min(line.noted, clock.today()))):
            add_entry(by=by, content=_known(one, line))
    for one in said["example"]:
        looked = clock.today() - timedelta(days=one["checked_days_ago"])
        with clock.frozen(_on(looked)):
            add_entry(by=by, content=_example(one), example=True)
    return f"{len(known)} openbare en {len(said['example'])} verzonnen organisaties"


def _on(day: date) -> datetime:
    return min(datetime.combine(day, time(9), UTC), clock.now())


def _content(said: dict[str, Any]) -> dict[str, Any]:
    lists = {name: tuple(said.get(name, ())) for name in _LISTS}
    return {name: value for name, value in said.items() if name not in _OURS} | lists


def _known(said: dict[str, Any], line: HelpLine) -> Content:
    return Content(**_content(said), phone=line.phone, web=line.web, source=line.source)


def _example(said: dict[str, Any]) -> Content:
    found = _content(said)
    if "capacity" in said:
        found["capacity_on"] = clock.today() - timedelta(
            days=max(0, said["capacity_days_ago"] - said["checked_days_ago"])
        )
    return Content(**found)
