"""Codes, amounts and reaches of this room in words: a number always with how it is known."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.partners.region import region
from kmt.prevention import lists
from kmt.prevention.rules import How, Measured, Total
from kmt.vocabulary.wording import label

HOW_WORDS = {How.COUNTED: gettext_lazy("counted"), How.ESTIMATED: gettext_lazy("estimated")}
PLANNED, RUNNING, DONE = "planned", "running", "done"
STAND_WORDS = {
    PLANNED: (gettext_lazy("planned"), ""),
    RUNNING: (gettext_lazy("running"), "info"),
    DONE: (gettext_lazy("done"), "ok"),
}


def audience_word(code: str) -> str:
    """For whom, in words."""
    return lists.word(lists.AUDIENCE, code)


def kind_word(code: str) -> str:
    """What kind of thing it is, in words."""
    return lists.word(lists.KIND, code)


def form_words(codes: tuple[str, ...]) -> str:
    """The forms of exploitation it is about; every form when none is named."""
    return ", ".join(label("exploitation_form", one) for one in codes) or _("all forms")


def place_word(code: str) -> str:
    """One municipality, or the whole region."""
    return region().municipality_name(code) if code else _("the whole region")


def place_words(codes: tuple[str, ...]) -> str:
    """The municipalities, or the whole region when none is named."""
    return ", ".join(sorted(map(place_word, codes))) or _("the whole region")


def owners() -> dict[str, str]:
    """Code and name of every organisation that can lead a campaign: no people."""
    here = region()
    names = {one.code: one.name for one in here.organisations if one.kind != "municipality"}
    return names | {
        code: _("Municipality of %(name)s") % {"name": name} for code, name in here.places
    }


def owner_word(code: str) -> str:
    """The organisation that leads; its code when the region no longer has it."""
    return owners().get(code, code)


def number(found: int) -> str:
    """A whole number with its thousands apart."""
    return str(number_format(found, 0, force_grouping=True))


def euros(amount: Decimal | None) -> str:
    """An amount in euros; words where there is none."""
    if amount is None:
        return _("not filled in")
    return f"€ {number_format(amount, 2, force_grouping=True)}"


def reach_words(found: Measured) -> str:
    """One reach: how many, how that is known and on what base."""
    said = {"n": number(found.number), "base": found.base}
    if found.how == How.COUNTED:
        return _("%(n)s (counted: %(base)s)") % said
    if found.low is None or found.high is None:
        return _("about %(n)s (estimated, margin unknown: %(base)s)") % said
    said |= {"low": number(found.low), "high": number(found.high)}
    return _("about %(n)s, between %(low)s and %(high)s (estimated: %(base)s)") % said


def total_words(found: Total) -> str:
    """Reaches taken together: what was counted and what was estimated stay apart."""
    parts = []
    if found.counted:
        parts.append(_("%(n)s counted") % {"n": number(found.counted)})
    if found.high:
        between = {"low": number(found.low), "high": number(found.high)}
        parts.append(
            _("%(low)s to %(high)s estimated") % between
            if found.low != found.high
            else _("about %(high)s estimated") % between
        )
        if not found.sure:
            parts[-1] += " " + _("(margin not known everywhere)")
    return ", ".join(parts) or _("not measured yet")


def stand(first: date, last: date, on: date) -> str:
    """Whether a campaign is planned, running or done on this day."""
    return PLANNED if on < first else DONE if on > last else RUNNING


def period(first: date, last: date) -> str:
    """One day, or from the first to the last."""
    begins = str(date_format(first, "j F Y"))
    return begins if first == last else f"{begins} – {date_format(last, 'j F Y')}"
