"""The words on the pages of sharing for codes, in the language of the page."""

from django.utils.translation import gettext as _

from kmt.lawfulness.entries import EVERY
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.rules.disclosing import ConsentState
from kmt.sharing.rules.answers import NO, YES, Said
from kmt.sharing.rules.supplying import Kind
from kmt.sharing.states import State

Pairs = list[tuple[str, str]]


def yes_no() -> Pairs:
    """The answers to a condition."""
    return [(YES, _("yes")), (NO, _("no")), ("", _("do not know"))]


def consent_pairs() -> Pairs:
    """What can be said about consent."""
    return [
        (Said.SELF_SPOKEN, _("The person said yes")),
        (Said.SELF_WRITTEN, _("The person said yes in writing")),
        (Said.REPRESENTATIVE_SPOKEN, _("Parent, guardian or representative said yes")),
        (Said.REPRESENTATIVE_WRITTEN, _("Parent, guardian or representative said yes in writing")),
        (Said.REFUSED, _("The person said no")),
        (Said.REPRESENTATIVE_REFUSED, _("Parent, guardian or representative said no")),
        (Said.NOT_ASKED, _("Not asked")),
        (Said.NOT_NEEDED, _("Asking is not needed here")),
    ]


def recorded_word(state: ConsentState | None) -> str:
    """The consent that is on record, as a sentence; empty without one."""
    return {
        ConsentState.SELF: _("The person gave consent for this. It is on record."),
        ConsentState.REPRESENTATIVE: _(
            "A parent, guardian or representative gave consent for this. It is on record."
        ),
        ConsentState.REFUSED: _(
            "Consent for this was refused or taken back. Help goes on as it was."
        ),
    }.get(state or ConsentState.NOT_NEEDED, "")


def told_pairs() -> Pairs:
    """Whether the person knows."""
    return [
        ("yes", _("Yes, the person knows")),
        ("no", _("No, not yet")),
        ("exception", _("No, that would be unsafe now")),
    ]


def told_word(told: str) -> str:
    """One of them."""
    return dict(told_pairs())[told]


def age_pairs() -> Pairs:
    """The ages that matter for who decides."""
    return [
        ("<12", _("younger than 12")),
        ("12-15", _("12 up to and including 15")),
        (">=16", _("16 or older")),
        ("unknown", _("not known: treat as a child")),
    ]


def age_word(age: str) -> str:
    """One of them."""
    return dict(age_pairs()).get(age, "")


def state_word(state: str) -> str:
    """Where a draft is."""
    return {
        State.OPEN: _("being prepared"),
        State.WAITING: _("waits for agreement"),
        State.DECIDED: _("decided"),
    }[State(state)]


def kind_pairs() -> Pairs:
    """What a supplier can say, or is told."""
    return [
        (Kind.REFUSES, _("Refuses, with weighty reasons")),
        (Kind.LIMITS, _("Limits onward use")),
        (Kind.VETOES, _("Forbids that results with it go on")),
        (Kind.CONSENTS_THIRD_PARTY, _("Consents to sharing with third parties")),
        (Kind.CONSENTS_OTHER_ZVH, _("Consents to sharing with another Zorg- en Veiligheidshuis")),
        (Kind.CONSENTS_RIEC, _("Consents to sharing with the RIEC")),
        (Kind.CONSENTS_RENEWAL, _("Consents to keeping it longer (renewal)")),
        (Kind.ERROR_TOLD, _("We told the supplier of an error")),
    ]


def kind_word(kind: str) -> str:
    """One of them."""
    return dict(kind_pairs())[Kind(kind)]


def use_pairs() -> Pairs:
    """The uses that a limit can exclude."""
    purposes = sharing_matrix().codes["purpose"].values()
    known = [(each.code, each.dutch) for each in purposes]
    return [("", _("none: the words go along")), (EVERY, _("every onward use")), *known]
