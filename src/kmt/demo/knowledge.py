"""Fills the demo with articles: those of the product, and two that the adviser wrote herself.

The facts in them are those of the founding memo; what is invented says that it is an example.
"""

import tomllib
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.knowledge import actions, queries
from kmt.knowledge.loading import loader
from kmt.knowledge.rules import FIRST, About, Audience, Kind, Text
from kmt.knowledge.shipped import shipped

#: Days ago on which the article about the region was written, and written on.
BEGUN, WRITTEN_ON = 1200, 350


def load() -> str:
    """Take in what is shipped and write two articles; harmless when repeated."""
    by = actor_for(account_of("wies"))
    done = actions.load_shipped(by=loader(), files=shipped())
    there = {one.slug: one for one in queries.kept(by)}
    if _texts()["story"]["slug"] not in there:
        _story(by)
        _begin(by, "desk", About(audience=Audience.PROFESSIONALS, kind=Kind.CONVERSATION))
        for one in there.values():
            _own(by, one.id)
    return f"{done.new} teksten nieuw, {len(queries.kept(by))} artikelen"


def _story(by: Actor) -> None:
    """An article with a past: published, written on, due for review, with a text that waits."""
    facts = About(
        audience=Audience.PARTNERS, kind=Kind.WHAT_TO_DO, sources=("Notitie, 13-08-2020",)
    )
    with clock.frozen(clock.now() - timedelta(days=BEGUN)):
        made = _begin(by, "story", facts)
    said = _text("story")
    with clock.frozen(clock.now() - timedelta(days=WRITTEN_ON)):
        said = _write_on(by, made, said, 1, "story_later")
        actions.publish(by=by, article_id=made, language=FIRST, number=2)
    _write_on(by, made, said, 2, "story_waiting")


def _begin(by: Actor, name: str, about: About) -> UUID:
    one = _texts()[name]
    made = actions.begin_article(
        by=by, slug=one["slug"], about=about, text=_text(name), why=one["why"]
    )
    actions.publish(by=by, article_id=made, language=FIRST, number=1)
    return made


def _write_on(by: Actor, made: UUID, said: Text, base: int, name: str) -> Text:
    one = _texts()[name]
    longer = Text(title=said.title, summary=said.summary, body=f"{said.body}{one['more']}")
    actions.write_text(
        by=by, article_id=made, language=FIRST, text=longer, base=base, why=one["why"]
    )
    return longer


def _own(by: Actor, article_id: UUID) -> None:
    """The adviser answers for a shipped article."""
    seen = queries.managed(by, article_id)
    about = About(
        audience=seen.line.audience,
        kind=seen.line.kind,
        forms=seen.forms,
        sector=seen.sector,
        review_after=seen.review_after,
        sources=seen.sources,
    )
    actions.change_facts(
        by=by, article_id=article_id, about=about, owner=by.id, version=seen.version
    )


def _text(name: str) -> Text:
    one = _texts()[name]
    return Text(title=one["title"], summary=one["summary"], body=one["body"])


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
