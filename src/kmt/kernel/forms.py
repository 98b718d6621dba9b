"""The form on the living page: one field of every kind; it is never kept."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ExampleForm(forms.Form):
    """A line, a text, a date, a choice, radios, a list of checkboxes, one checkbox, a file."""

    line = forms.CharField(
        label=_("Where was it?"),
        help_text=_("A street, a place, or what you could see there."),
        max_length=200,
    )
    text = forms.CharField(
        label=_("What happened?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=8000,
    )
    day = forms.DateField(
        label=_("When was it?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    place = forms.ChoiceField(
        label=_("Municipality"),
        required=False,
        choices=[("", _("I do not know")), ("a", "Aardorp"), ("b", "Bovenkerk")],
    )
    who = forms.ChoiceField(
        label=_("Who is it about?"),
        help_text=_("Choose what comes closest."),
        choices=[("self", _("About me")), ("other", _("About someone else"))],
        widget=forms.RadioSelect,
    )
    seen = forms.ChoiceField(
        label=_("Someone else speaks for the person"),
        choices=[("yes", _("observed")), ("no", _("not observed")), ("", _("unknown"))],
        required=False,
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label=_("What is needed?"),
        required=False,
        choices=[("rest", _("A place to rest")), ("talk", _("Someone to talk to"))],
        widget=forms.CheckboxSelectMultiple,
    )
    picture = forms.FileField(label=_("A picture"), required=False)
    agreed = forms.BooleanField(label=_("I have read what happens with my story."))
