"""What is typed of a call: the questions of the public form, with the safety check in front.

The questions are those that intake asks everybody, in words that can be read aloud, and so is what
it refuses: a name or number beside "anonymous" is nowhere taken.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.intake.forms.public import ReportForm
from kmt.intake.rules import ANONYMOUS, UNKNOWN
from kmt.reception.rules import NO, YES, DraftContent
from kmt.reception.wording import REASONS

_NOT_IN_LIST = gettext_lazy("Choose an answer from the list.")
_YES, _NO = (YES, gettext_lazy("Yes")), (NO, gettext_lazy("No"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the call: its key, its heading, and what is asked in it."""

    key: str
    heading: Promise
    fields: tuple[str, ...]


#: The order of the call: whether it is safe comes before everything else.
PARTS = (
    Part(
        key="1",
        heading=gettext_lazy("Is it safe?"),
        fields=("safe_now", "can_talk", "call_back", "contact", "contact_when", "code_word"),
    ),
    Part(
        key="2",
        heading=gettext_lazy("What is going on?"),
        fields=(
            *("narrative", "about", "municipality", "place", "online", "happened", "ongoing"),
            *("at_risk", "minors", "form"),
        ),
    ),
    Part(
        key="3",
        heading=gettext_lazy("Who calls?"),
        fields=("anonymity", "reporter_name", "contact_language", "may_answer", "wants_advice"),
    ),
    Part(key="4", heading=gettext_lazy("Close the call"), fields=("no_code",)),
)
_SIDE_BY_SIDE = frozenset({"safe_now", "can_talk", "call_back", "ongoing", "minors"})


def _choice(label: Any, *pairs: tuple[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=pairs,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _NOT_IN_LIST},
    )


class CallForm(ReportForm):
    """A call on one page; only what happens is needed to send it, and nothing to keep it."""

    safe_now = _choice(
        gettext_lazy("Are you safe now?"), _YES, _NO, (UNKNOWN, gettext_lazy("I do not know"))
    )
    can_talk = _choice(gettext_lazy("Can you talk freely?"), _YES, _NO)
    call_back = _choice(gettext_lazy("May we call you back if the line breaks?"), _YES, _NO)
    no_code = forms.BooleanField(
        label=gettext_lazy("The caller does not want a code."), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["attachment"]  # nobody sends a file by telephone
        self.fields["narrative"].widget.attrs["rows"] = 7

    def asked(self) -> tuple[tuple[Part, tuple[tuple[Any, bool], ...]], ...]:
        """Every part with its fields, and whether their answers stand side by side."""
        return tuple(
            (part, tuple((self[name], name in _SIDE_BY_SIDE) for name in part.fields))
            for part in PARTS
        )

    def clean(self) -> dict[str, Any]:
        """To be called back and to stay anonymous do not go together either."""
        found = super().clean()
        if found.get("anonymity") == ANONYMOUS and found.get("call_back") == YES:
            self.add_error(
                "call_back",
                _("An anonymous caller is not called back: then we would keep the number."),
            )
        return found

    def content(self) -> DraftContent:
        """Everything as it was typed, also what cannot be sent yet; call ``is_valid`` before.

        Not from what was judged: a field with an objection is not there any more, and a choice to
        stay anonymous that clashes with a number must still be known when it is kept.
        """
        typed: dict[str, Any] = {}
        for name, value in asdict(DraftContent()).items():
            field, given = self.fields.get(name), str(self.data.get(name, "")).strip()
            if isinstance(value, bool):
                typed[name] = bool(self.cleaned_data.get(name))
            elif isinstance(field, forms.ChoiceField):
                typed[name] = given if field.valid_value(given) else ""
            elif field is not None:
                typed[name] = given
        return DraftContent(**typed)


def form_of(content: DraftContent) -> CallForm:
    """The form with what was typed before."""
    return CallForm(initial=asdict(content))


def differs(content: DraftContent, other: DraftContent) -> Iterator[tuple[str, str]]:
    """What another text says at the places where it is not the same: question and answer."""
    form = form_of(other)
    for part in PARTS:
        for name in part.fields:
            value = getattr(other, name)
            if value != getattr(content, name):
                yield str(form.fields[name].label), _in_words(form.fields[name], value)


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        offered: Iterable[Any] = field.widget.choices
        return str({str(code): label for code, label in offered}.get(value, value)) or "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return str(value) or "–"


class DropForm(forms.Form):
    """Why a draft is put away."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why can this draft be put away?"),
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose why this draft can be put away."),
            "invalid_choice": gettext_lazy("Choose why this draft can be put away."),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    use_required_attribute = False
