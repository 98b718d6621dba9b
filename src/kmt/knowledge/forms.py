"""What is typed and chosen when an article is written: its facts, its text, a reason."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kmt.entrance.forms import AskedField, TypedForm
from kmt.kernel.form_parts import offer
from kmt.knowledge.rules import FIRST, WHY_LIMIT, About, Text
from kmt.knowledge.wording import (
    audience_pairs,
    form_pairs,
    kind_pairs,
    sector_pairs,
    term_pairs,
)

_CHOOSE = _("Choose one of the list.")


class TextForm(TypedForm):
    """A text in one language, with why it was changed and which version it began from."""

    title = AskedField(label=_("Title"))
    summary = AskedField(
        label=_("In one sentence"),
        help_text=_("At most 160 characters. It stands under the title and in lists."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    body = AskedField(
        label=_("Text of the article"),
        help_text=_(
            "Begin a heading with ##, a list with -, and put **stars** around what matters. "
            "A link: [words](https://…). Never write about one person, also not without a name."
        ),
        widget=forms.Textarea(attrs={"rows": 18}),
    )
    why = AskedField(
        label=_("What did you change, and why?"),
        help_text=_("Colleagues read this beside the versions."),
        required=False,
        max_length=WHY_LIMIT,
    )
    base = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6
    )

    def __init__(self, *args: Any, language: str = FIRST, **kwargs: Any) -> None:
        """Say in which language the text is, so that a browser checks its spelling."""
        super().__init__(*args, **kwargs)
        turn = "rtl" if language == "ar" else "ltr"
        for name in ("title", "summary", "body"):
            self.fields[name].widget.attrs |= {"lang": language, "dir": turn}

    def text(self) -> Text:
        """What was typed."""
        said = self.cleaned_data
        return Text(
            title=said.get("title", ""), summary=said.get("summary", ""), body=said.get("body", "")
        )


class AboutForm(TypedForm):
    """What holds for an article in every language."""

    audience = forms.ChoiceField(
        label=_("For whom"), error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE}
    )
    kind = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    forms_of = forms.MultipleChoiceField(
        label=_("Which forms of exploitation?"),
        help_text=_("Nothing chosen: all forms."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sector = forms.ChoiceField(
        label=_("For which work?"), required=False, error_messages={"invalid_choice": _CHOOSE}
    )
    review_after = forms.ChoiceField(
        label=_("Look at it again"),
        error_messages={"required": _CHOOSE, "invalid_choice": _CHOOSE},
    )
    sources = AskedField(
        label=_("Where does it come from?"),
        help_text=_("One source per line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the lists in the language of the page."""
        super().__init__(*args, **kwargs)
        offer(self, "audience", audience_pairs())
        offer(self, "kind", kind_pairs())
        offer(self, "forms_of", form_pairs())
        offer(self, "sector", [("", gettext("No work in particular")), *sector_pairs()])
        offer(self, "review_after", term_pairs())

    def about(self) -> About:
        """What was chosen."""
        said = self.cleaned_data
        lines = (one.strip() for one in said["sources"].splitlines())
        return About(
            audience=said["audience"],
            kind=said["kind"],
            forms=tuple(said["forms_of"]),
            sector=said["sector"],
            review_after=said["review_after"],
            sources=tuple(one for one in lines if one),
        )


class NewForm(AboutForm):
    """A new article: its facts and its address."""

    slug = AskedField(
        label=_("Address"),
        help_text=_("Small letters and dashes, for instance signalen-op-school. It stays."),
        max_length=60,
    )
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("slug",)


class FactsForm(AboutForm):
    """The facts of an article that is there, with who answers for it."""

    owner = forms.ChoiceField(
        label=_("Who answers for it"),
        required=False,
        error_messages={"invalid_choice": _CHOOSE},
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=10**6
    )

    def __init__(self, *args: Any, people: Mapping[str, str], **kwargs: Any) -> None:
        """Offer who writes in the knowledge base."""
        super().__init__(*args, **kwargs)
        by_name = sorted(people.items(), key=lambda one: one[1])
        offer(self, "owner", [("", gettext("Nobody yet")), *by_name])


class WhyForm(TypedForm):
    """A reason, in a sentence."""

    why = AskedField(label=_("Why?"), max_length=WHY_LIMIT)
