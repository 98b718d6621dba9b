"""What the forms of every room do in the same way: offer choices, and show a refusal."""

from collections.abc import Iterable

from django.forms import BaseForm, ChoiceField

from kmt.kernel.refusals import Invalid, Refused


def offer(form: BaseForm, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Say what can be chosen in a field of this form."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(f"Nothing can be chosen in the field {name!r}.")
    field.choices = list(choices)


def show_refusal(form: BaseForm, refused: Refused) -> None:
    """Show a refusal at the fields it is about, or on top when it is about none."""
    fields = refused.fields if isinstance(refused, Invalid) else {}
    for name, sentence in fields.items():
        form.add_error(name if name in form.fields else None, sentence)
    if not fields:
        form.add_error(None, refused.words)
