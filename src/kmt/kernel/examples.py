"""What the living page shows: invented places, people and figures."""

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from kmt.kernel.charts import (
    Bar,
    Chart,
    Deadline,
    Interval,
    Line,
    Tile,
    bars,
    interval_ladder,
    tile_map,
    years,
)
from kmt.kernel.links import FilterLink

KINDS = ("info", "ok", "warn", "stop")
PLACES = ("Aardorp", "Bovenkerk", "Dalen aan Zee", "Esveld", "Groot Veenlo", "Heuvelrade", "Kolk")


def links() -> list[FilterLink]:
    """Three filters, the first of them chosen."""
    return [
        FilterLink(label=_("To do now"), url="?", current=True, count=5),
        FilterLink(label=_("Mine"), url="?van=mij", count=3),
        FilterLink(label=_("Everything"), url="?alles=ja"),
    ]


def page_of_many(number: str) -> Page[int]:
    """A page out of five."""
    return Paginator(range(50), 10).get_page(number)


def charts() -> list[Chart]:
    """One chart of each kind, each with a row that may not or cannot be shown."""
    return [_ladder(), _tile_map(), _bars(), _years()]


def _years() -> Chart:
    return years(
        [
            Line(label=PLACES[0], points={2020: 4, 2021: 9, 2022: None, 2023: 16, 2024: 19}),
            Line(label=PLACES[1], points={2020: 2, 2021: 3, 2022: 8, 2023: 8, 2024: 11}),
        ],
        key="example-years",
        title=_("Done at the end of each year"),
        deadline=Deadline(at=2022, words=_("the deadline")),
        source=_("Invented figures."),
    )


def _ladder() -> Chart:
    return interval_ladder(
        [
            Interval(label=_("Own lists, five years together"), low=190, high=410),
            Interval(
                label=_("In proportion to inhabitants"), low=181, point=227, high=272, main=False
            ),
            Interval(label=_("Own lists, last year only"), note=_("too little overlap")),
            Interval(
                label=_("A label that is much longer than one line of the drawing can hold"),
                low=48,
                point=61,
                high=80,
            ),
        ],
        key="example-ladder",
        title=_("People per year, with the range that the data allow"),
        source=_("Invented figures."),
    )


def _tile_map() -> Chart:
    tiles = [
        Tile(
            short=name[:3].upper(),
            name=name,
            column=1 + index % 4,
            row=1 + index // 4,
            text="<5" if index == 5 else str(5 * index + 5),
            step=min(index, 4),
            hidden=index == 5,
        )
        for index, name in enumerate(PLACES)
    ]
    return tile_map(
        tiles,
        key="example-tiles",
        title=_("Known people per municipality"),
        columns=(_("Municipality"), _("Known people")),
        source=_("Rounded to five; small numbers stay hidden."),
    )


def _bars() -> Chart:
    rows = [Bar(label=name, value=1200 / (index + 1)) for index, name in enumerate(PLACES[:4])]
    return bars(
        [
            *rows,
            Bar(label=PLACES[4], value=None, text="<5"),
            Bar(label=_("unknown"), value=0),
        ],
        key="example-bars",
        title=_("Conversations per place"),
        columns=(_("Municipality"), _("Conversations")),
    )
