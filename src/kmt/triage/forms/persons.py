"""What the desk fills in about persons of a report, and to find reports by words."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.intake.rules import PersonToAdd
from kmt.kernel.form_parts import offer
from kmt.persons.forms import AnswerForm
from kmt.triage.forms.versioned import VersionedForm, pick_one, role_choices
from kmt.vault.rules import Identity

DESCRIPTION_LIMIT = 500


class PersonForm(VersionedForm):
    """What is known of a person; everything may be left open but something to recognise by."""

    role = pick_one(gettext_lazy("Role in this report"))
    description = forms.CharField(
        label=gettext_lazy("Description"),
        help_text=gettext_lazy("For example: girl, about 16, red coat"),
        required=False,
        max_length=DESCRIPTION_LIMIT,
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    estimated_age = forms.IntegerField(
        label=gettext_lazy("Estimated age"),
        required=False,
        min_value=0,
        max_value=120,
        error_messages={"invalid": gettext_lazy("Write the age as a number.")},
    )
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("For example 23-11-2008"),
        required=False,
        input_formats=["%d-%m-%Y", "%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the date as day-month-year.")},
    )
    contact = forms.CharField(label=gettext_lazy("Contact"), required=False, max_length=500)
    safe_contact = forms.CharField(
        label=gettext_lazy("How to reach this person without danger"),
        required=False,
        max_length=500,
    )
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("With commas between them"),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", role_choices(on))

    def person(self) -> PersonToAdd:
        """The person as the vault takes it."""
        found = self.cleaned_data
        spoken = tuple(one.strip() for one in found["languages"].split(",") if one.strip())
        names = ("name", "description", "contact", "safe_contact", "birth_date", "estimated_age")
        known = {name: found[name] for name in names}
        return PersonToAdd(identity=Identity(**known, languages=spoken), role=found["role"])


class KnownHereForm(AnswerForm, VersionedForm):
    """Which of the candidates somebody in this report is, in which role, and why."""

    role = forms.ChoiceField(label=gettext_lazy("Role in this report"), required=False)
    field_order = ("version", "shown", "answer", "role", "reason")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "role", (("", _("Choose a role")), *role_choices(on)))
