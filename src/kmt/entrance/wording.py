"""The public words that are data: forms of trafficking, whom one can call, digits read aloud.

The codes of the forms are those of the vocabulary; the names here are what people call them who
never read a law. A test holds the two together.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class FormInWords:
    """A form of exploitation as the public knows it, with what one may see of it."""

    code: str
    name: Promise
    what: Promise
    signs: tuple[Promise, ...]


FORMS = (
    FormInWords(
        code="SEX",
        name=_("Sexual exploitation"),
        what=_("Someone must have sex or make sex pictures. Someone else earns from it."),
        signs=(
            _("It often starts with a boyfriend or girlfriend who seems kind."),
            _("There are new phones and clothes, but no money of their own."),
        ),
    ),
    FormInWords(
        code="LAB",
        name=_("Exploitation at work"),
        what=_("Someone works hard for little or no pay and cannot leave."),
        signs=(
            _("The days are very long. There is no day off."),
            _("The boss also arranges the bed, the transport and a debt."),
        ),
    ),
    FormInWords(
        code="CRIM",
        name=_("Forced to do crime"),
        what=_("Someone must steal, bring drugs around or lend a bank account."),
        signs=(
            _("Someone young suddenly has a debt, or is afraid of older friends."),
            _("Did someone do wrong because they were forced? You can tell us that too."),
        ),
    ),
    FormInWords(
        code="SERV",
        name=_("Forced work in a house"),
        what=_("Someone cleans and cares in a family, day and night, and may not leave."),
        signs=(_("They have no room and no time of their own."),),
    ),
    FormInWords(
        code="BEG",
        name=_("Forced begging"),
        what=_("Someone must beg and give the money to another."),
        signs=(_("Someone brings them, watches them and collects the money."),),
    ),
    FormInWords(
        code="ORG",
        name=_("Removal of an organ"),
        what=_("Someone is pressed to give up a kidney or another organ."),
        signs=(_("There is talk of a journey, a medical test and a debt."),),
    ),
    FormInWords(
        code="MAR",
        name=_("Forced marriage"),
        what=_("Someone must marry and cannot say no."),
        signs=(_("After that they may have to work or have sex. That can be trafficking."),),
    ),
)

#: What one can call somebody for; the region says who that is.
HELP = {
    "police": _("To talk to the police when there is no danger now."),
    "trafficking": _("Questions about human trafficking, and a safe place to stay."),
    "home": _("Violence at home, or a child who is not safe."),
    "work": _("To report bad work. You can do that without your name."),
    "worker": _("Advice about work for people from other countries."),
    "young": _("Help after sexual violence, also for young people. You can chat."),
    "victim": _("Help after a crime: to talk, with papers and with money."),
    "child": _("For children up to 18 who want to talk."),
}

_DIGITS = (
    _("zero"),
    _("one"),
    _("two"),
    _("three"),
    _("four"),
    _("five"),
    _("six"),
    _("seven"),
    _("eight"),
    _("nine"),
)


def spoken(group: str) -> str:
    """Digits as words, to read aloud or to a person who cannot read digits well."""
    return " ".join(str(_DIGITS[int(digit)]) for digit in group)
