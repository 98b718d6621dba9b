"""A weighing laid out for its page: the table of words, and what was counted."""

from dataclasses import dataclass
from itertools import count

from django.utils.translation import gettext as _

from kmt.options import wording
from kmt.options.reading import CellSeen, Counted, CriterionSeen, WeighingView


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One criterion with the cells of all alternatives, in their order."""

    criterion: CriterionSeen
    weight: str
    cells: tuple[tuple[str, CellSeen], ...]


def matrix(view: WeighingView) -> list[Row]:
    """Per criterion what is said of each alternative."""
    return [
        Row(
            criterion=one,
            weight=wording.weight_words(one),
            cells=tuple((a.name, view.cells[a.id, one.id]) for a in view.alternatives),
        )
        for one in view.criteria
    ]


def counted_words(view: WeighingView, counted: Counted) -> dict[str, object]:
    """Outcome and sensitivity in words and tables."""
    unnamed = count(1)
    people = tuple(
        name or _("somebody (%(number)s)") % {"number": next(unnamed)}
        for name, _found in counted.per_person
    )
    return {
        "first": wording.first_words(view, counted),
        "unscored": counted.unscored,
        "outcome_columns": (_("Alternative"), *people, _("Lowest to highest")),
        "outcome_rows": wording.outcome_rows(view, counted),
        "turning_columns": (
            _("Criterion"),
            _("Weight"),
            _("If it weighs less"),
            _("If it weighs more"),
        ),
        "turning_rows": wording.turning_rows(view, counted),
        "everywhere_columns": (_("Alternative"), _("surely first"), _("possibly first")),
        "everywhere_rows": wording.everywhere_rows(view, counted),
        "everywhere": wording.everywhere_words(counted),
    }
