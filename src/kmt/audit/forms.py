"""The forms of the yearly check: draw a sample, and say what was found of each look."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from kmt.audit.queries.samples import Sample
from kmt.audit.sampling import OUTCOMES


class DrawForm(forms.Form):
    """Of which year; a seed only to draw an earlier sample again."""

    year = forms.IntegerField(label=_("Year"), min_value=2020)
    seed = forms.CharField(
        label=_("Seed"),
        help_text=_("Leave empty: the program draws one. Fill it in to draw a sample again."),
        required=False,
        max_length=64,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """A year to come has no looks yet."""
        super().__init__(*args, **kwargs)
        self.fields["year"].max_value = today.year  # type: ignore[attr-defined]


class FindingsForm(forms.Form):
    """One choice per look of a sample."""

    def __init__(self, *args: Any, sample: Sample, **kwargs: Any) -> None:
        """A field for each look, at what was found before."""
        super().__init__(*args, **{**kwargs, "auto_id": f"{sample.id}-%s"})
        self.before = {line.event.seq: line.outcome for line in sample.lines}
        choices = [("", _("Not looked at yet")), *OUTCOMES.items()]
        for seq, outcome in self.before.items():
            self.fields[_name(seq)] = forms.ChoiceField(
                label=_("What you found"), choices=choices, required=False, initial=outcome
            )

    def field_of(self, seq: int) -> BoundField:
        """The field of one look."""
        return self[_name(seq)]

    def changes(self) -> Iterator[tuple[int, str]]:
        """The looks of which something else was found than before."""
        self.full_clean()
        for seq, before in self.before.items():
            outcome = self.cleaned_data.get(_name(seq), "")
            if outcome and outcome != before:
                yield seq, outcome


def _name(seq: int) -> str:
    return f"look-{seq}"
