"""Words for the codes of a request: ``{% load rights_words %}``."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template

from kmt.kernel.actor import Actor
from kmt.persons.wording import FIELDS
from kmt.rights import wording
from kmt.rights.disclosers import COMPARTMENTS
from kmt.rights.queries import notice_about
from kmt.rights.rules.asking import AGES, ASKERS, CHECKS, DANGERS, KINDS, REFUSALS
from kmt.rights.rules.exceptions import GROUNDS, OUTCOMES

register = template.Library()
register.filter("clock_words", wording.clock_words)
register.filter("clock_kind", wording.clock_kind)
register.filter("request_state", wording.state)
register.filter("on_screen", wording.on_screen)


def _plain(table: Mapping[Any, str]) -> dict[str, str]:
    return {code.value: words for code, words in table.items()}


_WORDS: dict[str, dict[str, str]] = {
    "kind": _plain(KINDS),
    "asker": _plain(ASKERS),
    "age": _plain(AGES),
    "danger": _plain(DANGERS),
    "check": CHECKS,
    "refusal": REFUSALS,
    "outcome": OUTCOMES,
    "compartment": COMPARTMENTS,
    "ground": {code: one.dutch for code, one in GROUNDS.items()},
}


@register.filter
def in_words(code: str, table: str) -> str:
    """The words of a code in one of the tables of the rules."""
    return _WORDS[table].get(code, code)


@register.inclusion_tag("rights/_notice.html")
def rights_notice(actor: Actor, person: UUID, label: str = "") -> dict[str, object]:
    """What must stand on a page that shows somebody: restricted since, and what they state."""
    return {"notice": notice_about(actor, [person]), "label": label}


@register.filter
def identity_part(code: str) -> str:
    """The name of a field of an identity."""
    return str(FIELDS.get(code, code))
