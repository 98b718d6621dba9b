"""What every page of governance does with a form: try it, and say why when it cannot be."""

from collections.abc import Callable

from django import forms

from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Refused


def attempt(form: forms.Form, deed: Callable[[], object]) -> int | None:
    """Do what a form asks: None when it was done, else the status of the page that says why."""
    if not form.is_valid():
        return 422
    try:
        deed()
    except Refused as refused:
        show_refusal(form, refused)
        return refused.status
    return None


def overtaken(form: forms.Form, **newest: object) -> None:
    """Let a form that was overtaken go on from what stands now, with what was typed in it."""
    form.data = {**{name: form.data.get(name) for name in form.data}, **newest}
