"""What anybody fills in to ask for advice. Every error is a sentence; nothing typed is lost."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.advice.recognised import shown
from kmt.advice.refusing import Identifies
from kmt.advice.rules.asking import LIMITS, NO, UNKNOWN, YES, Question, Seen
from kmt.entrance.forms import TypedForm
from kmt.kernel.form_parts import offer
from kmt.partners.region import region

NOT_IN_LIST = gettext_lazy("Choose an answer from the list.")
YES_NO = (
    (YES, gettext_lazy("Yes")),
    (NO, gettext_lazy("No")),
    (UNKNOWN, gettext_lazy("I do not know")),
)
ELSEWHERE = "elsewhere"
_CLEARED = "not_a_person"


class AskForm(TypedForm):
    """Danger first, then the situation without names; only the situation is required."""

    danger = forms.ChoiceField(
        label=gettext_lazy("Is someone in danger now?"),
        required=False,
        widget=forms.RadioSelect,
        choices=YES_NO,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    called = forms.BooleanField(
        label=gettext_lazy("I called 112, or it is not needed any more."), required=False
    )
    situation = forms.CharField(
        label=gettext_lazy("What is happening?"),
        help_text=gettext_lazy(
            "Write no names, addresses or numbers. Write for example: a girl, about 16."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
        error_messages={"required": gettext_lazy("Write in a few words what is happening.")},
    )
    question = forms.CharField(
        label=gettext_lazy("What do you want to know from us?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    at_home = forms.ChoiceField(
        label=gettext_lazy("Is it about violence at home, or a child who is not safe at home?"),
        required=False,
        widget=forms.RadioSelect,
        choices=YES_NO,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    home_read = forms.BooleanField(
        label=gettext_lazy("I have read about Veilig Thuis. I want to ask you too."),
        required=False,
    )
    municipality = forms.ChoiceField(
        label=gettext_lazy("In which municipality?"),
        required=False,
        error_messages={"invalid_choice": NOT_IN_LIST},
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pieces: tuple[object, ...] = ()
        outside = _("Outside %(region)s") % {"region": region().name}
        pairs = [("", _("I do not know")), *region().places, (ELSEWHERE, outside)]
        offer(self, "municipality", pairs)

    @property
    def cleared(self) -> tuple[str, ...]:
        """Pieces of which somebody said that they are about no person."""
        lists = getattr(self.data, "getlist", None)
        return tuple(lists(_CLEARED)) if lists else ()

    def clean(self) -> dict[str, Any]:
        """Say how much too long a text is; lead to 112 and to Veilig Thuis before it is sent."""
        found = super().clean()
        for name, limit in LIMITS.items():
            self._not_longer(name, found.get(name) or "", limit)
        if found.get("danger") == YES and not found.get("called"):
            self.add_error(
                "called", _("Call 112 first. Then put a mark here, and we take your question in.")
            )
        if found.get("at_home") == YES and not found.get("home_read"):
            self.add_error("home_read", _("First read what is written here about Veilig Thuis."))
        return found

    def asked(self, language: str) -> Question:
        """What is asked, as a plain value."""
        found = self.cleaned_data
        outside = found["municipality"] == ELSEWHERE
        return Question(
            situation=found["situation"],
            question=found["question"],
            danger=found["danger"] or UNKNOWN,
            at_home=found["at_home"] or UNKNOWN,
            municipality="" if outside else found["municipality"],
            outside_region=outside,
            language=language,
        )

    def seen(self) -> Seen:
        """What was confirmed on the page."""
        return Seen(
            called=self.cleaned_data["called"],
            home_read=self.cleaned_data["home_read"],
            not_a_person=frozenset(self.cleared),
        )

    def show_pieces(self, refused: Identifies) -> None:
        """Show at each field which pieces tell who somebody is."""
        self.pieces = shown(refused.pieces)
        for name, found in refused.pieces.items():
            texts = ", ".join(f"«{one.text}»" for one in found)
            self.add_error(
                name, _("This can tell who somebody is: %(pieces)s.") % {"pieces": texts}
            )

    def _not_longer(self, name: str, text: str, limit: int) -> None:
        over = len(text) - limit
        if over > 0:
            sentence = ngettext(
                "This is %(over)s character too long. Your text is still here.",
                "This is %(over)s characters too long. Your text is still here.",
                over,
            )
            self.add_error(name, sentence % {"over": over})
