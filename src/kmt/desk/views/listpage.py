"""The page of the work list, as a context: views, filters, what was chosen, and what to do at once.

Apart from the views that show it: an act on several lines that is refused shows it again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.desk import narrowing
from kmt.desk.colleagues import who_weighs
from kmt.desk.forms import GiveForm, SaveViewForm
from kmt.desk.narrowing import Asked
from kmt.desk.saved import SavedRead, saved_views
from kmt.intake import queries
from kmt.intake.narrowing import Narrowed
from kmt.intake.reading import WorkList
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.links import FilterLink
from kmt.partners.queries import names_of

TRIAGE, ASSIGN = Permission.INTAKE_REPORT_TRIAGE, Permission.DUTY_WORK_ASSIGN
#: Facets that say nothing of what is over, or would only be counted there.
_OF_LIVING = ("due", "unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterGroup:
    """The choices of one facet."""

    label: str
    links: tuple[FilterLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """One choice that was made: in words, the address without it, and how many lines that gives."""

    label: str
    url: str
    count: int | None


def context_of(
    actor: Actor,
    asked: Asked,
    *,
    give_form: GiveForm | None = None,
    save_form: SaveViewForm | None = None,
    saved: tuple[SavedRead, ...] | None = None,
) -> dict[str, Any]:
    """Everything the page shows."""
    found = queries.worklist(actor, asked.view, asked.page, asked.narrowed)
    team = who_weighs() if found.tells_who else {}
    names = _names(team, found, asked.narrowed)
    narrowed = {facet: code for facet, code in asked.narrowed.items() if _there(facet, found)}
    here = narrowing.query(actor, asked.view, narrowed)
    kept = saved_views(actor) if saved is None else saved
    page = Paginator(range(found.total), queries.PAGE).page(found.page)
    return {
        "list": found,
        "view": asked.view,
        "now": clock.now(),
        "among": queries.MOST_NARROWED if narrowed and asked.view not in queries.LIVE else None,
        "page": page,
        "here": f"{here}&{narrowing.PAGE}={found.page}" if page.has_other_pages() else here,
        "views": _views(actor, asked.view, narrowed, found.counts),
        "chosen": _chosen(actor, asked.view, narrowed, found, names),
        "wider": _address(actor, asked.view, {}),
        "everything": _address(actor, queries.ALL, narrowed),
        "groups": _groups(actor, asked.view, narrowed, found, names),
        "saved": [
            FilterLink(label=one.name, url=_to(one.address), current=one.address == here)
            for one in kept
        ],
        "save_form": save_form or SaveViewForm(),
        "reads": actor.may(Permission.INTAKE_REPORT_READ),
        "may_find": actor.may(Permission.VAULT_TEXT_SEARCH),
        "may_take_up": actor.may(TRIAGE),
        "may_assign": actor.may(ASSIGN) and found.tells_who,
        "give_form": give_form or GiveForm(people=team),
    }


def _there(facet: str, found: WorkList) -> bool:
    return facet != "who" or found.tells_who


def _names(team: Mapping[str, str], found: WorkList, narrowed: Narrowed) -> dict[str, str]:
    """Names of everybody that a choice can be about; who left is asked for apart."""
    if not found.tells_who:
        return {}
    shown = {*found.choices.get("who", {}), narrowed.get("who", "")} - {""}
    return {**names_of(shown - set(team)), **team} if shown - set(team) else dict(team)


def _views(
    actor: Actor, view: str, narrowed: Narrowed, counts: Mapping[str, int]
) -> list[FilterLink]:
    works_here = actor.may(TRIAGE)
    labels = {
        queries.TODO: _("To do now") if works_here else _("Not decided yet"),
        queries.MINE: _("Mine"),
        queries.UNHEARD: _("Feedback to give"),
        queries.DONE: _("Dealt with"),
        queries.ALL: _("All"),
    }
    hidden = set() if works_here else {queries.MINE, queries.UNHEARD}
    return [
        FilterLink(
            label=labels[code],
            url=_address(actor, code, narrowed),
            current=code == view,
            count=_most(counts.get(code)),
        )
        for code in narrowing.VIEWS.values()
        if code not in hidden
    ]


def _most(count: int | None) -> int | str | None:
    return f"{queries.MOST}+" if count is not None and count > queries.MOST else count


def _chosen(
    actor: Actor, view: str, narrowed: Narrowed, found: WorkList, names: Mapping[str, str]
) -> list[Chosen]:
    live = view in queries.LIVE
    return [
        Chosen(
            label=f"{narrowing.LABELS[facet]}: {narrowing.say(actor, facet, code, names)}",
            url=_address(actor, view, narrowing.without(narrowed, facet)),
            count=sum(found.choices.get(facet, {}).values()) if live else None,
        )
        for facet, code in narrowing.ordered(narrowed)
    ]


def _groups(
    actor: Actor, view: str, narrowed: Narrowed, found: WorkList, names: Mapping[str, str]
) -> list[FilterGroup]:
    live = view in queries.LIVE
    facets = [
        facet
        for facet in narrowing.WORDS
        if _there(facet, found) and (live or facet not in _OF_LIVING)
    ]
    groups = (
        FilterGroup(
            label=str(narrowing.LABELS[facet]),
            links=tuple(
                FilterLink(
                    label=narrowing.say(actor, facet, code, names),
                    url=_address(actor, view, _turned(narrowed, facet, code)),
                    current=narrowed.get(facet) == code,
                    count=found.choices.get(facet, {}).get(code, 0) if live else None,
                )
                for code in narrowing.offered(facet, names)
                if not live or found.choices.get(facet, {}).get(code) or narrowed.get(facet) == code
            ),
        )
        for facet in facets
    )
    return [one for one in groups if one.links]


def _turned(narrowed: Narrowed, facet: str, code: str) -> Narrowed:
    """With this choice, or without it when it was made already."""
    if narrowed.get(facet) == code:
        return narrowing.without(narrowed, facet)
    return {**narrowed, facet: code}


def _address(actor: Actor, view: str, narrowed: Narrowed) -> str:
    return _to(narrowing.query(actor, view, narrowed))


def _to(query: str) -> str:
    return f"{reverse('desk:reports')}?{query}"
