"""The components every page is made of: ``{% load components %}``, few and plain.

The living page ``/bouwstenen/`` shows each one in every state. Tags marked *block* hold markup and
end with ``{% end<name> %}``; text handed as an argument is escaped. Arguments in brackets may be
left out. ``kind`` is one of ``info`` ``ok`` ``warn`` ``stop`` (notice, pill, event).

Forms (always inside your own ``<form method="post">`` with ``{% csrf_token %}``)
    ``error_summary form [form …]``      what is wrong, on top, with links to the fields; or nothing
    ``fields form``                      all fields in order, hidden ones too
    ``field form.name [label] [hint] [inline]``
                                         label, hint, error and input; radios and lists of
                                         checkboxes become a fieldset; ``inline=True``: side by side
    ``fieldset legend [hint]`` *block*   fields that belong together
    ``button label [kind] [url] [name] [value]``
                                         ``kind``: ``quiet`` or ``danger``; with ``url`` a link

Page
    ``card [heading] [level] [id]`` *block*   a white panel; ``level`` of its heading, default 2
    ``notice [kind] [heading]`` *block*       a message beside the text; default ``info``
    ``disclosure summary`` *block*            more for who wants it (``<details>``)
    ``back label url``                        link to the page above this one
    ``choices`` *block* of ``choice heading url [kind]`` *block*
                                              large links, one under the other; ``kind="stop"``
    ``empty_state heading`` *block*           nothing here: why, and what one can do

Data
    ``table caption [stack] [hide_caption]`` *block*
                                         write thead/tbody yourself; ``stack=True`` makes cards on
                                         a phone: give each cell ``<td data-label="…">``;
                                         ``class="number"`` for figures
    ``data_table caption columns rows [hide_caption] [figures]``
                                         the same from tuples of text; first cell heads the row;
                                         ``figures=True``: the others are numbers
    ``pill label [kind]``                a state in words and colour
    ``facts`` *block* of ``fact term`` *block*          a list of terms with their values
    ``timeline`` *block* of ``event heading [when] [kind]`` *block*
                                         what happened, newest first
    ``progress value total [label]``     19 of 28, as a bar and in words
    ``stats`` *block* of ``stat figure label [note]``   large figures in a row
    ``filters links label``              links as filters; objects with label, url, current, [count]
    ``pager page [parameter]``           of a Django ``Page``; keeps the rest of the query
    ``chart chart``                      a :class:`kmt.kernel.charts.Chart` with its data table

Plain classes beside them: ``lead`` (opening paragraph), ``soft`` (less important), ``sub`` (second
line in a cell), ``heading-row`` (h1 with pills or a button), ``push`` (to the far end), ``actions``
(buttons in a row), ``columns`` (two thirds and one third), ``receipt`` (a code to keep),
``number``, ``hidden-text`` (for screen readers).

Bases: ``kernel/public.html`` and ``kernel/staff.html``; blocks ``title``, ``main`` (``<h1>``
included), ``main_class`` (``narrow`` for reading and forms; public pages are narrow by default).
``kernel/message.html`` (heading, sentence, [next_step], [next_url], [next_label], [kind]) and
``kernel/refused.html`` (``refused``: a :class:`~kmt.kernel.refusals.Refused`) are whole pages in
the shell of staff when there is a ``menu``. Context that the roof gives, all optional: ``centre``
(short name), ``home_url``, ``menu`` (objects with label, url, current), ``role_label``,
``logout_url``, ``languages`` (code, name, url, current), ``footer_links`` (label, url), ``demo``,
``leave_to``.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from kmt.kernel.charts import Chart

register = template.Library()

_LEVELS = {"success": "ok", "warning": "warn", "error": "stop", "debug": "info", "": "info"}


def _render(component: str, **context: object) -> SafeString:
    return render_to_string(f"kernel/components/{component}.html", context)


@register.simple_tag
def error_summary(*forms: BaseForm) -> SafeString:
    """What is wrong in these forms, with a link to each field; nothing when all is well."""
    general = [error for form in forms for error in form.non_field_errors()]
    fields = [
        (_first_input(bound), bound.label, error)
        for form in forms
        for bound in form
        for error in bound.errors
    ]
    if not general and not fields:
        return SafeString("")
    return _render("error_summary", general=general, fields=fields)


@register.simple_tag
def fields(form: BaseForm) -> SafeString:
    """All fields of a form in order; the hidden ones too."""
    return format_html_join("", "{}", ((field(bound),) for bound in form))


@register.simple_tag
def field(bound: BoundField, label: str = "", hint: str = "", inline: bool = False) -> SafeString:
    """One field: label, hint, error, input; the ids are those that Django points at."""
    # Handed to the bound field as well, so that the input is described by the hint that is shown.
    bound.label = label or bound.label
    bound.help_text = hint or bound.help_text
    return _render(
        f"field_{_shape(bound)}",
        bound=bound,
        label=bound.label,
        hint=bound.help_text,
        inline=inline,
    )


@register.simple_block_tag
def fieldset(content: str, legend: str, hint: str = "") -> SafeString:
    """Fields that belong together, under one legend."""
    return _render("fieldset", content=content, legend=legend, hint=hint)


@register.simple_tag
def button(
    label: str, kind: str = "", url: str = "", name: str = "", value: str = ""
) -> SafeString:
    """A button that sends its form, or a link that looks like one."""
    return _render("button", label=label, kind=kind, url=url, name=name, value=value)


def _shape(bound: BoundField) -> str:
    if bound.is_hidden:
        return "hidden"
    if bound.use_fieldset:
        return "group"
    return "check" if bound.widget_type == "checkbox" else "line"


def _first_input(bound: BoundField) -> str:
    """The id of the input that a link in the error summary jumps to."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else str(bound.id_for_label)


@register.simple_block_tag
def card(content: str, heading: str = "", level: int = 2, id: str = "") -> SafeString:  # noqa: A002
    """A panel with a heading."""
    return _render("card", content=content, heading=heading, level=level, id=id)


@register.simple_block_tag
def notice(content: str, kind: str = "info", heading: str = "") -> SafeString:
    """A message that stands beside the text: info, ok, warn or stop; or a level of Django's."""
    return _render("notice", content=content, kind=_LEVELS.get(kind, kind), heading=heading)


@register.simple_block_tag
def disclosure(content: str, summary: str) -> SafeString:
    """More, for who wants it."""
    return _render("disclosure", content=content, summary=summary)


@register.simple_tag
def back(label: str, url: str) -> SafeString:
    """A link to the page above this one."""
    return _render("back", label=label, url=url)


@register.simple_block_tag
def choices(content: str) -> SafeString:
    """A list of large links."""
    return _render("choices", content=content)


@register.simple_block_tag
def choice(content: str, heading: str, url: str, kind: str = "") -> SafeString:
    """One large link with a sentence under it."""
    return _render("choice", content=content, heading=heading, url=url, kind=kind)


@register.simple_block_tag
def empty_state(content: str, heading: str) -> SafeString:
    """Nothing here: why, and what one can do."""
    return _render("empty_state", content=content, heading=heading)


@register.simple_block_tag
def table(
    content: str, caption: str, stack: bool = False, hide_caption: bool = False
) -> SafeString:
    """A table around its own thead and tbody; on a phone it stacks or scrolls."""
    return _render(
        "table", content=content, caption=caption, stack=stack, hide_caption=hide_caption
    )


@register.simple_tag
def data_table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    hide_caption: bool = False,
    figures: bool = False,
) -> SafeString:
    """A table from tuples of text; the first cell of a row is its heading."""
    return _render(
        "data_table",
        caption=caption,
        columns=columns,
        rows=rows,
        hide_caption=hide_caption,
        figures=figures,
    )


@register.simple_tag
def pill(label: str, kind: str = "") -> SafeString:
    """A state, in words and colour."""
    return _render("pill", label=label, kind=kind)


@register.simple_block_tag
def facts(content: str) -> SafeString:
    """A list of terms with their values."""
    return _render("facts", content=content)


@register.simple_block_tag
def fact(content: str, term: str) -> SafeString:
    """One term with its value."""
    return _render("fact", content=content, term=term)


@register.simple_block_tag
def timeline(content: str) -> SafeString:
    """What happened, newest first."""
    return _render("timeline", content=content)


@register.simple_block_tag
def event(content: str, heading: str, when: str = "", kind: str = "") -> SafeString:
    """One thing that happened."""
    return _render("event", content=content, heading=heading, when=when, kind=kind)


@register.simple_tag
def progress(value: int, total: int, label: str = "") -> SafeString:
    """How far: a bar and the same in words."""
    return _render("progress", value=value, total=total, label=label)


@register.simple_block_tag
def stats(content: str) -> SafeString:
    """A row of large figures."""
    return _render("stats", content=content)


@register.simple_tag
def stat(figure: str, label: str, note: str = "") -> SafeString:
    """One large figure with what it counts."""
    return _render("stat", figure=figure, label=label, note=note)


@register.simple_tag
def filters(links: Iterable[object], label: str) -> SafeString:
    """Links that narrow the list below them."""
    return _render("filters", links=links, label=label)


@register.simple_tag(takes_context=True)
def pager(context: Context, page: Page[Any], parameter: str = "pagina") -> SafeString:
    """Earlier and later pages of a list; keeps the rest of the query."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None

    def to(number: int) -> str:
        if query is None:
            return f"?{parameter}={number}"
        query[parameter] = str(number)
        return f"?{query.urlencode()}"

    return _render(
        "pager",
        page=page,
        earlier=to(page.number - 1) if page.has_previous() else "",
        later=to(page.number + 1) if page.has_next() else "",
    )


@register.simple_tag
def chart(chart: Chart) -> SafeString:
    """A chart with its data table under it."""
    return _render("chart", chart=chart)
