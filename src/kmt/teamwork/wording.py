"""The words on the pages of teamwork for codes, in the language of the page."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.lawfulness.loading import sharing_matrix
from kmt.partners.region import region
from kmt.teamwork.rules import EndWhy, GivenKind, KnownKind
from kmt.teamwork.states import Step, TaskState

STATE_WORDS: dict[str, Promise] = {
    TaskState.ASKED: _("asked"),
    TaskState.ACCEPTED: _("accepted"),
    TaskState.DECLINED: _("declined"),
    TaskState.DONE: _("done"),
    TaskState.WITHDRAWN: _("withdrawn"),
}
STATE_KINDS = {
    TaskState.ASKED: "info",
    TaskState.ACCEPTED: "info",
    TaskState.DECLINED: "warn",
    TaskState.DONE: "ok",
    TaskState.WITHDRAWN: "",
}
STEP_WORDS: dict[str, Promise] = {
    Step.ACCEPT: _("Accept"),
    Step.DECLINE: _("Decline"),
    Step.FINISH: _("It is done"),
    Step.WITHDRAW: _("Take it back"),
}
END_WORDS: dict[str, Promise] = {
    EndWhy.DONE: _("their part is done"),
    EndWhy.WITHDRAWN: _("the consent was withdrawn"),
    EndWhy.REPLACED: _("somebody else does it"),
    EndWhy.MISTAKE: _("let in by mistake"),
    EndWhy.SELF: _("ended by the partner"),
}
KNOWN_WORDS: dict[str, Promise] = {
    KnownKind.LET_IN: _("let into their part of the case"),
    KnownKind.LET_OUT: _("let out"),
    KnownKind.SHARED: _("got to read what was shared"),
    KnownKind.AGREEMENT: _("got to read an agreement"),
    KnownKind.TASK: _("was asked to do something"),
    KnownKind.COMMENT: _("got a comment"),
    KnownKind.MINUTES: _("got minutes of a meeting"),
    KnownKind.HANDOVER: _("got a handover"),
    KnownKind.REGISTRATION: _("got a registration"),
}
GIVEN_WORDS: dict[str, Promise] = {
    GivenKind.SHARED: _("Shared"),
    GivenKind.AGREEMENT: _("Agreement"),
}


def state_word(state: str) -> str:
    """Where a task stands."""
    return str(STATE_WORDS.get(state, state))


def state_kind(state: str) -> str:
    """The colour of that; the word says it too."""
    return STATE_KINDS.get(TaskState(state), "")


def step_word(step: str) -> str:
    """What a button does."""
    return str(STEP_WORDS.get(step, step))


def end_word(why: str) -> str:
    """Why somebody was let out."""
    return str(END_WORDS.get(why, why))


def known_word(kind: str) -> str:
    """What somebody got to know."""
    return str(KNOWN_WORDS.get(kind, kind))


def given_word(kind: str) -> str:
    """What kind of thing was given."""
    return str(GIVEN_WORDS.get(kind, kind))


def data_words(codes: Iterable[str]) -> str:
    """Kinds of data in words."""
    matrix = sharing_matrix()
    return ", ".join(matrix.dutch("data", code) for code in codes if code)


def receiver_word(code: str) -> str:
    """The kind of receiver of the sharing matrix."""
    return sharing_matrix().dutch("actor", code)


def purpose_word(code: str) -> str:
    """A purpose of the sharing matrix."""
    return sharing_matrix().dutch("purpose", code)


def organisation_name(code: str) -> str:
    """The name of an organisation of the region; its code when the region has none of that name."""
    return next((one.name for one in region().organisations if one.code == code), code)
