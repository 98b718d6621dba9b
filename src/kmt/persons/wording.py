"""Codes of the vault in words for the screen."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.lawfulness.loading import sharing_matrix
from kmt.vault.queries import ConsentRead
from kmt.vault.rules import ADDRESS_KINDS, Address, Identity
from kmt.vault.rules.consenting import State
from kmt.vocabulary.wording import label

FIELDS = {
    "name": gettext_lazy("Name"),
    "aliases": gettext_lazy("Also known as"),
    "birth_date": gettext_lazy("Date of birth"),
    "estimated_age": gettext_lazy("Estimated age"),
    "description": gettext_lazy("Description"),
    "contact": gettext_lazy("Contact"),
    "safe_contact": gettext_lazy("How to reach this person without danger"),
    "safe_when": gettext_lazy("Safe times"),
    "safe_way": gettext_lazy("Safe way: number or app"),
    "code_word": gettext_lazy("Code word"),
    "languages": gettext_lazy("Languages"),
    "bsn": gettext_lazy("Citizen service number (BSN)"),
    "v_number": gettext_lazy("V-number"),
    "documents": gettext_lazy("Numbers of documents"),
    "addresses": gettext_lazy("Addresses"),
}
STATES = {
    State.NOT_ASKED: gettext_lazy("Not asked"),
    State.ASKED: gettext_lazy("Asked, no answer yet"),
    State.GIVEN: gettext_lazy("Given"),
    State.REFUSED: gettext_lazy("Refused"),
    State.WITHDRAWN: gettext_lazy("Withdrawn"),
    State.EXPIRED: gettext_lazy("Expired"),
}
STATE_KINDS = {State.GIVEN: "ok", State.REFUSED: "stop", State.WITHDRAWN: "stop"}
SPEAKERS = {
    "self": gettext_lazy("The person"),
    "parent": gettext_lazy("A parent"),
    "guardian": gettext_lazy("A guardian"),
    "nidos": gettext_lazy("Nidos, as guardian"),
    "representative": gettext_lazy("A legal representative"),
}
WAYS = {"written": gettext_lazy("In writing"), "spoken": gettext_lazy("Spoken")}


def role(code: str) -> str:
    """A part somebody is in view in."""
    return label("person_role", code)


def compartment(code: str) -> str:
    """The name of a compartment."""
    return sharing_matrix().dutch("compartment", code)


def day(on: date) -> str:
    """A day in full: 3 maart 2027."""
    return date_format(on, "j F Y")


def effect(one: ConsentRead) -> str:
    """What a consent means for sharing today, in a sentence; help never depends on it."""
    who = {"who": one.recipient_words}
    if one.state is State.GIVEN and one.valid_until is not None:
        return _("May be shared with %(who)s up to and including %(day)s.") % {
            **who,
            "day": day(one.valid_until),
        }
    sentences = {
        State.GIVEN: _("May be shared with %(who)s until it is withdrawn."),
        State.REFUSED: _("Do not share with %(who)s: this was refused. Help goes on."),
        State.WITHDRAWN: _("Do not share with %(who)s any more: withdrawn. Help goes on."),
        State.EXPIRED: _("Do not share with %(who)s any more: the consent is over. Ask again."),
    }
    asked = _("Not yet with %(who)s: it was asked and there is no answer.")
    return sentences.get(one.state, asked) % who


def value(name: str, identity: Identity) -> str:
    """One field of an identity in words; a dash when it is empty."""
    found = getattr(identity, name)
    if isinstance(found, date):
        return day(found)
    if name == "addresses":
        return "\n".join(map(address, found)) or "–"
    if isinstance(found, tuple):
        return ", ".join(found) or "–"
    return "–" if found in {None, ""} else str(found)


def address(one: Address) -> str:
    """An address with its kind and its days."""
    kind = ADDRESS_KINDS.get(one.kind, "")
    since = _("since %(day)s") % {"day": day(one.since)} if one.since else ""
    until = _("until %(day)s") % {"day": day(one.until)} if one.until else ""
    about = ", ".join(filter(None, (kind, since, until)))
    return f"{one.text} ({about})" if about else one.text


def joined(texts: Iterable[str]) -> str:
    """Texts as they are typed in one field."""
    return ", ".join(texts)
