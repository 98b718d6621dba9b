"""What the tests of the knowledge base share: two small articles, and one that somebody writes."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from kmt.access.actors import REPORTER
from kmt.kernel.actor import Actor
from kmt.knowledge import actions
from kmt.knowledge.loading import loader
from kmt.knowledge.rules import About, Text
from kmt.knowledge.shipped import shipped

FILES = Path(__file__).parent / "articles"
TEXT = Text(
    title="Dwang op het werk",
    summary="Zo zie je dat iemand niet weg kan.",
    body="## Signalen\n\nIemand krijgt geen loon en durft niet te praten.",
)
PUBLIC = REPORTER


def said(**changed: str) -> Text:
    """The text above with something else in it."""
    return replace(TEXT, **changed)


def begin(by: Actor, slug: str = "dwang-op-het-werk", text: Text = TEXT, **about: Any) -> UUID:
    """An article with a first Dutch text, as a draft."""
    return actions.begin_article(by=by, slug=slug, about=About(**about), text=text)


def publish(by: Actor, article_id: UUID, language: str = "nl", number: int = 1) -> None:
    """Let a version be read."""
    actions.publish(by=by, article_id=article_id, language=language, number=number)


def out(by: Actor, slug: str = "dwang-op-het-werk", text: Text = TEXT, **about: Any) -> UUID:
    """The same, published."""
    made = begin(by, slug, text, **about)
    publish(by, made)
    return made


@pytest.fixture
def loaded(db) -> None:
    """The two articles of the test, as if they came with the product."""
    actions.load_shipped(by=loader(), files=shipped(FILES))


@pytest.fixture
def visitor(db) -> Client:
    """Somebody without an account."""
    return Client()
