"""How every municipality stands on a day, read from the mandate as lines that can be frozen."""

from datetime import date

from django.utils.translation import override

from kmt.kernel.actor import Actor
from kmt.mandate.queries import region_view
from kmt.mandate.rules import Code
from kmt.mandate.wording import theme_word
from kmt.rounds.rules import FrozenLine


def measured(actor: Actor, on: date) -> tuple[FrozenLine, ...]:
    """One line per municipality and obligation as it stood on a day.

    The reader is somebody who sees every municipality; a row that is not shown is left out. What
    is kept is in Dutch, in whatever language the page is.
    """
    with override("nl"):
        return _lines(actor, on)


def _lines(actor: Actor, on: date) -> tuple[FrozenLine, ...]:
    lines: list[FrozenLine] = []
    page, pages = 1, 1
    while page <= pages:
        view = region_view(actor, on=on, page=page)
        pages, page = view.pages, page + 1
        asked = {one.item: one for one in view.obligations}
        lines += (
            FrozenLine(
                municipality=row.municipality,
                code=cell.item,
                version=asked[cell.item].version,
                theme=theme_word(asked[cell.item].theme),
                words=asked[cell.item].title,
                standing=cell.code,
                met=cell.code == Code.MET,
            )
            for row in view.rows
            for cell in row.cells
        )
    return tuple(lines)
