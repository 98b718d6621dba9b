"""The forms of weighings. Fields per cell are named ``words-<alternative>-<criterion>``."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.options.actions import Advised, Asked, Given, Said
from kmt.options.reading import AlternativeSeen, CriterionSeen, WeighingView
from kmt.options.rules import HEAVIEST, NAME_LIMIT, SENTENCE_LIMIT, TEXT_LIMIT
from kmt.options.wording import SCORE_WORDS

_NOBODY = _("No names or data of people: a weighing is about ways to organise.")


def _text(label: Any, rows: int = 4, *, hint: Any = "", required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AskedForm(forms.Form):
    """What a weighing is about."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1, required=False)
    title = forms.CharField(label=_("Short name"), max_length=NAME_LIMIT)
    question = _text(
        _("Question that has to be decided"),
        3,
        hint=_("One question, so that every alternative is an answer to it."),
        required=True,
    )
    background = _text(_("What one has to know for it"), 5, hint=_NOBODY)
    source = forms.CharField(
        label=_("Source of the facts"), required=False, max_length=SENTENCE_LIMIT
    )
    weights_words = _text(
        _("How the weights were chosen"), 2, hint=_("Who chose them, and why these.")
    )

    def asked(self) -> Asked:
        """What was typed, as the action wants it."""
        names = ("title", "question", "background", "source", "weights_words")
        return Asked(**{name: self.cleaned_data[name] for name in names})


class AlternativeForm(forms.Form):
    """One more alternative."""

    name = forms.CharField(label=_("Name of the alternative"), max_length=NAME_LIMIT)
    words = _text(_("What it is"), 2)
    points = _text(
        _("What speaks for it"), 4, hint=_("One point per line, as the source names them.")
    )

    def points_typed(self) -> list[str]:
        """The points, one per line."""
        return [one for one in self.cleaned_data["points"].splitlines() if one.strip()]


class CriterionForm(forms.Form):
    """One more criterion."""

    name = forms.CharField(label=_("Name of the criterion"), max_length=NAME_LIMIT)
    weight = forms.IntegerField(
        label=_("Weight"), min_value=0, max_value=HEAVIEST, initial=1, help_text=_("0 to 100.")
    )
    words = _text(_("What is meant by it"), 2)


class WeightsForm(forms.Form):
    """The weights of all criteria in one time."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, criteria: Iterable[CriterionSeen], version: int = 0
    ) -> None:
        """A number per criterion."""
        super().__init__(data, initial={"version": version})
        self._criteria = tuple(criteria)
        for one in self._criteria:
            self.fields[f"weight-{one.id}"] = forms.IntegerField(
                label=one.name, min_value=0, max_value=HEAVIEST, initial=one.weight
            )

    def weights(self) -> dict[UUID, int]:
        """The weights by criterion."""
        return {one.id: self.cleaned_data[f"weight-{one.id}"] for one in self._criteria}


class CellsForm(forms.Form):
    """What is said per alternative and criterion, with its source."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, view: WeighingView) -> None:
        """Two fields per cell."""
        super().__init__(data, initial={"version": view.version})
        self._view = view
        for criterion in view.criteria:
            for one in view.alternatives:
                cell = view.cells[one.id, criterion.id]
                self.fields[f"words-{one.id}-{criterion.id}"] = forms.CharField(
                    label=one.name,
                    required=False,
                    max_length=TEXT_LIMIT,
                    initial=cell.words,
                    widget=forms.Textarea(attrs={"rows": 3}),
                )
                self.fields[f"source-{one.id}-{criterion.id}"] = forms.CharField(
                    label=_("Source"),
                    required=False,
                    max_length=SENTENCE_LIMIT,
                    initial=cell.source,
                )

    def parts(self) -> list[tuple[CriterionSeen, list[tuple[Any, Any]]]]:
        """Per criterion the fields of each alternative."""
        return [
            (
                criterion,
                [
                    (
                        self[f"words-{one.id}-{criterion.id}"],
                        self[f"source-{one.id}-{criterion.id}"],
                    )
                    for one in self._view.alternatives
                ],
            )
            for criterion in self._view.criteria
        ]

    def said(self) -> list[Said]:
        """What was typed, per cell."""
        return [
            Said(
                alternative=a.id,
                criterion=c.id,
                words=self.cleaned_data[f"words-{a.id}-{c.id}"],
                source=self.cleaned_data[f"source-{a.id}-{c.id}"],
            )
            for a, c in _cells(self._view)
        ]


class ScoresForm(forms.Form):
    """One's own scores: a choice and a reason per cell."""

    def __init__(self, data: Any = None, *, view: WeighingView, account: str) -> None:
        """Two fields per cell, with what this person gave before."""
        super().__init__(data)
        self._view = view
        for a, c in _cells(view):
            mine = [one for one in view.cells[a.id, c.id].scores if one.given_by == account]
            value = forms.ChoiceField(
                label=a.name, required=False, initial=mine[0].value if mine else ""
            )
            self.fields[f"value-{a.id}-{c.id}"] = value
            offered = [
                ("", str(_("no score"))),
                *((one, str(said)) for one, said in SCORE_WORDS.items()),
            ]
            offer(self, f"value-{a.id}-{c.id}", offered)
            self.fields[f"why-{a.id}-{c.id}"] = forms.CharField(
                label=_("Why this score"),
                required=False,
                max_length=SENTENCE_LIMIT,
                initial=mine[0].words if mine else "",
            )

    def parts(self) -> list[tuple[CriterionSeen, list[tuple[Any, Any, Any]]]]:
        """Per criterion, per alternative: what is said, and the two fields."""
        return [
            (
                criterion,
                [
                    (
                        self._view.cells[one.id, criterion.id],
                        self[f"value-{one.id}-{criterion.id}"],
                        self[f"why-{one.id}-{criterion.id}"],
                    )
                    for one in self._view.alternatives
                ],
            )
            for criterion in self._view.criteria
        ]

    def given(self) -> list[Given]:
        """The scores; an empty one takes back what was given."""
        return [
            Given(
                alternative=a.id,
                criterion=c.id,
                value=int(found) if (found := self.cleaned_data[f"value-{a.id}-{c.id}"]) else None,
                words=self.cleaned_data[f"why-{a.id}-{c.id}"],
            )
            for a, c in _cells(self._view)
        ]


class AdviceForm(forms.Form):
    """The advice in words, with its conditions."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    alternative = forms.ChoiceField(label=_("Alternative that is advised"), required=False)
    words = _text(_("Advice, in words"), 8, required=True, hint=_NOBODY)
    conditions = _text(_("Conditions"), 5, hint=_("One per line, with its reason."))

    def __init__(self, data: Any = None, *, view: WeighingView) -> None:
        """The advice as it is now."""
        super().__init__(
            data,
            initial={
                "version": view.version,
                "alternative": str(view.advised or ""),
                "words": view.advice,
                "conditions": "\n".join(view.conditions),
            },
        )
        named = [(str(one.id), one.name) for one in view.alternatives]
        offer(self, "alternative", [("", str(_("none of these"))), *named])

    def advised(self) -> Advised:
        """What was typed, as the action wants it."""
        chosen = self.cleaned_data["alternative"]
        return Advised(
            alternative=UUID(chosen) if chosen else None,
            words=self.cleaned_data["words"],
            conditions=tuple(self.cleaned_data["conditions"].splitlines()),
        )


class OpinionForm(forms.Form):
    """What somebody thinks of the advice."""

    agrees = forms.ChoiceField(
        label=_("What do you think of the advice?"),
        choices=[("yes", _("I can go along with it")), ("no", _("I see it differently"))],
        widget=forms.RadioSelect,
    )
    words = _text(_("Why"), 4, hint=_NOBODY)


def _cells(view: WeighingView) -> list[tuple[AlternativeSeen, CriterionSeen]]:
    return [(a, c) for c in view.criteria for a in view.alternatives]
