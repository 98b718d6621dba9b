"""What is typed on the pages of the social map."""

from typing import Any

from django import forms as fields
from django.utils.translation import gettext_lazy as _

from kmt.directory import lists, wording
from kmt.directory.reading import CODES, FIELDS
from kmt.directory.rules import SHORT, TEXT, UNKNOWN, Content
from kmt.kernel import clock
from kmt.kernel.form_parts import offer

_NO_PERSON = _("About the organisation. Nothing about anybody who gets help, and no names.")
_SECRET = _("Never the address of a shelter: it is secret. Only what everybody may know.")


def _label(name: str) -> Any:
    return wording.FIELD_WORDS[name]


def _line(name: str, hint: Any = "", *, most: int = SHORT, required: bool = False) -> Any:
    label = _label(name)
    return fields.CharField(label=label, help_text=hint, max_length=most, required=required)


def _text(name: str, hint: Any = "") -> Any:
    area = fields.Textarea(attrs={"rows": 3})
    label = _label(name)
    return fields.CharField(
        label=label, help_text=hint, max_length=TEXT, required=False, widget=area
    )


def _several(name: str, hint: Any = "", *, required: bool = False) -> Any:
    return fields.MultipleChoiceField(
        label=_label(name),
        help_text=hint,
        required=required,
        widget=fields.CheckboxSelectMultiple,
    )


def _answer(name: str) -> Any:
    label = _label(name)
    return fields.ChoiceField(label=label, widget=fields.RadioSelect, initial=UNKNOWN)


class EntryForm(fields.Form):
    """One organisation; ``version`` is the one that was read."""

    name = _line("name", most=120, required=True)
    about = _text("about", _NO_PERSON)
    services = _several("services", required=True)
    forms = _several("forms", _("None chosen: for every victim."))
    sexes = _several("sexes", _("None chosen: not known."))
    minors = _answer("minors")
    children = _answer("children")
    no_status = _answer("no_status")
    places = _several("places", _("None chosen: not known."))
    hours = _text("hours")
    languages = _several("languages", _("None chosen: not known."))
    intake = _text("intake", _SECRET)
    waiting = _line("waiting", _("As they say it, such as: about six weeks."))
    contra = _several("contra")
    contra_words = _text("contra_words", _NO_PERSON)
    capacity = fields.IntegerField(
        label=_label("capacity"),
        help_text=_("Shown with the day and who said it; it is never our number."),
        min_value=0,
        required=False,
    )
    capacity_on = fields.DateField(
        label=_label("capacity_on"),
        required=False,
        widget=fields.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    capacity_by = _line("capacity_by", _("A function, no name: such as “the planner”."))
    phone = _line("phone", _SECRET, most=30)
    web = _line("web")
    source = _line("source", _("Where this can be read or who told it, without a name."))
    version = fields.IntegerField(widget=fields.HiddenInput, required=False, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what the lists hold today."""
        super().__init__(*args, **kwargs)
        on = clock.today()
        for field, name in (
            ("services", lists.SERVICE),
            ("forms", lists.FORM),
            ("sexes", lists.SEX),
            ("minors", lists.ANSWER),
            ("children", lists.ANSWER),
            ("no_status", lists.ANSWER),
            ("places", lists.PLACE),
            ("languages", lists.LANGUAGE),
            ("contra", lists.CONTRA),
        ):
            offer(self, field, lists.pairs(name, on))

    @classmethod
    def of(cls, content: Content, version: int) -> "EntryForm":
        """The form as the entry is now."""
        kept = {name: getattr(content, name) for name in FIELDS}
        kept |= {name: list(kept[name]) for name in CODES}
        return cls(initial={**kept, "version": version})

    def begin_from(self, version: int) -> None:
        """Let what was typed be saved over the newer version, once both were read."""
        data: Any = self.data
        data = data.copy()
        data["version"] = str(version)
        self.data = data

    def content(self) -> Content:
        """What the action takes."""
        found = {name: self.cleaned_data[name] for name in FIELDS}
        return Content(**found | {name: tuple(found[name]) for name in CODES})


class FileForm(fields.Form):
    """A file with organisations."""

    file = fields.FileField(
        label=_("File with organisations"),
        help_text=_("A workbook (.xlsx) or a text with commas (.csv), at most 2 MB."),
        max_length=200,
    )

    def read(self) -> tuple[str, bytes]:
        """The name of the file and what is in it."""
        sent = self.cleaned_data["file"]
        return str(sent.name), bytes(sent.read())
