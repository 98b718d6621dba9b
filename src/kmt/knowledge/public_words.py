"""The public words of the knowledge base: kinds of articles and sectors, in the ten languages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.entrance.wording import FORMS
from kmt.knowledge.rules import Kind, Sector

KINDS: dict[str, Promise] = {
    Kind.SIGNALS: _("What you can see"),
    Kind.WHAT_TO_DO: _("What you can do"),
    Kind.AFTER_REPORT: _("What happens after a report"),
    Kind.FORM: _("Forms of trafficking"),
    Kind.SHELTER: _("A safe place"),
    Kind.RIGHTS: _("Your rights"),
    Kind.LAW: _("The law in plain words"),
    Kind.CONVERSATION: _("How to talk about it"),
    Kind.SECTOR: _("For your work"),
}
SECTORS: dict[str, Promise] = {
    Sector.SCHOOL: _("School"),
    Sector.HOTEL: _("Hotel"),
    Sector.LANDLORD: _("Letting homes"),
    Sector.INSPECTOR: _("Inspection"),
    Sector.GP: _("Doctor"),
    Sector.BANK: _("Bank"),
}
#: The Dutch word of a sector in the address of its page.
SECTOR_PAGES = {
    "school": Sector.SCHOOL,
    "hotel": Sector.HOTEL,
    "verhuurder": Sector.LANDLORD,
    "toezichthouder": Sector.INSPECTOR,
    "huisarts": Sector.GP,
    "bank": Sector.BANK,
}
FORM_NAMES: dict[str, Promise] = {one.code: one.name for one in FORMS}


def kind_word(kind: str) -> str:
    """What an article is about."""
    return str(KINDS[kind])


def sector_word(sector: str) -> str:
    """For whose work an article is; empty for no sector."""
    return str(SECTORS[sector]) if sector else ""


def form_word(form: str) -> str:
    """A form of exploitation as the public knows it; the code where it has no such name."""
    return str(FORM_NAMES.get(form, form))
