"""What the forms of the desk share: the version they were opened on, one choice, roles."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kmt.entrance.forms import TypedForm
from kmt.intake import rules
from kmt.vocabulary.wording import choices

PICK = gettext_lazy("Choose an answer from the list.")


def pick_one(label: Any, **more: Any) -> forms.ChoiceField:
    """One of a few answers that all stand on the page."""
    errors = {"required": PICK, "invalid_choice": PICK}
    return forms.ChoiceField(label=label, widget=forms.RadioSelect, error_messages=errors, **more)


class VersionedForm(TypedForm):
    """A form that remembers which version of the report it was opened on."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, error_messages={"required": PICK, "invalid": PICK}
    )


def role_choices(on: date) -> tuple[tuple[str, str], ...]:
    """The roles a person can have in a report (code list ``person_role``)."""
    found = choices("person_role", on)
    return tuple(one for one in found if one[0] in rules.ROLES_IN_REPORT)
