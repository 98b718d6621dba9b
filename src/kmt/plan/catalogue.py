"""Templates for common plans and checklists per form of exploitation, as data of this room.

Written by ourselves (status ``proposal``): a region changes the files, not the program. A file that
names a domain or form that does not exist is refused when it is read, with file and row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from kmt.kernel.refusals import NotFound
from kmt.vocabulary.queries import codes_of
from kmt.vocabulary.tables import Row, rows

DATA = Path(__file__).parent / "data"
#: Points that hold for every form of exploitation.
EVERY = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """An action of a template: what, for which domain, by whom (empty: us), in how many days."""

    domain: str
    text: str
    organisation: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A common plan: proposed goals per domain, and actions; everything is changed after it."""

    code: str
    name: str
    forms: tuple[str, ...]
    goals: tuple[tuple[str, str], ...]
    actions: tuple[TemplateLine, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A point of a checklist: what is easily forgotten with this form of exploitation."""

    code: str
    form: str
    line: TemplateLine
    source: str


Coded = TypeVar("Coded", Template, Item)


def templates_for(forms: Iterable[str]) -> tuple[Template, ...]:
    """Every template, those for these forms of exploitation first."""
    known = set(forms)
    return tuple(sorted(templates(), key=lambda one: not known & set(one.forms)))


def template_named(code: str) -> Template:
    """One template by its code."""
    return _named(templates(), code)


def item_named(code: str) -> Item:
    """One point of a checklist by its code."""
    return _named(items(), code)


def items_for(forms: Iterable[str]) -> tuple[Item, ...]:
    """The points for these forms of exploitation, after those for every form."""
    known = {*forms, EVERY}
    return tuple(one for one in items() if one.form in known)


@cache
def templates() -> tuple[Template, ...]:
    """Every template of the data files."""
    lines = list(rows(DATA, "template_lines.csv", "template kind domain text organisation days"))
    head = "template dutch forms source status"
    return tuple(_template(row, lines) for row in rows(DATA, "templates.csv", head))


@cache
def items() -> tuple[Item, ...]:
    """Every point of the checklists of the data file."""
    known = frozenset({*codes_of("exploitation_form"), EVERY})
    head = "code form domain text organisation days source status"
    return tuple(
        Item(
            code=row.needed("code"),
            form=row.one_of("form", known),
            line=_line(row),
            source=row.needed("source"),
        )
        for row in rows(DATA, "checklists.csv", head)
    )


def _template(row: Row, lines: Sequence[Row]) -> Template:
    mine = [one for one in lines if one.text("template") == row.text("template")]
    known, forms = set(codes_of("exploitation_form")), row.needed("forms").split("|")
    if not set(forms) <= known:
        raise row.broken("a form of exploitation is not in the list.")
    kinds = frozenset({"goal", "action"})
    return Template(
        code=row.needed("template"),
        name=row.needed("dutch"),
        forms=tuple(forms),
        goals=tuple(
            (_domain(one), one.needed("text"))
            for one in mine
            if one.one_of("kind", kinds) == "goal"
        ),
        actions=tuple(_line(one) for one in mine if one.text("kind") == "action"),
        source=row.needed("source"),
    )


def _line(row: Row) -> TemplateLine:
    return TemplateLine(
        domain=_domain(row),
        text=row.needed("text"),
        organisation=row.text("organisation"),
        days=row.read("days", int, "a number of days"),
    )


def _domain(row: Row) -> str:
    return row.one_of("domain", frozenset(codes_of("plan_domain")))


def _named(found: Iterable[Coded], code: str) -> Coded:
    for one in found:
        if one.code == code:
            return one
    raise NotFound
