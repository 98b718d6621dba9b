"""Words for the kinds and states of files."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.attachments.queries import FileLine
from kmt.attachments.states import PASSED, QUARANTINE, REFUSED

STATES: dict[str, Promise] = {
    QUARANTINE: _("Waits for the virus check"),
    PASSED: _("No virus found"),
    REFUSED: _("Virus found, content destroyed"),
}
STATE_KINDS = {QUARANTINE: "warn", PASSED: "ok", REFUSED: "stop"}
KINDS: dict[str, Promise] = {
    "jpeg": _("photo"),
    "png": _("picture"),
    "gif": _("picture"),
    "webp": _("picture"),
    "heic": _("photo"),
    "pdf": _("PDF"),
    "txt": _("text"),
    "docx": _("Word document"),
    "xlsx": _("Excel sheet"),
    "pptx": _("PowerPoint"),
    "odt": _("text document"),
    "ods": _("spreadsheet"),
    "odp": _("presentation"),
    "mp3": _("sound"),
    "ogg": _("sound"),
    "wav": _("sound"),
    "mp4": _("video"),
    "webm": _("video"),
    "avi": _("video"),
}


def kind(code: str) -> str:
    """What sort of file it is."""
    return str(KINDS[code])


def state(code: str) -> str:
    """What became of it."""
    return str(STATES[code])


def state_kind(code: str) -> str:
    """The colour that goes with it."""
    return STATE_KINDS[code]


def cleaning(line: FileLine) -> str:
    """Whether what hid in it is gone."""
    if line.cleaned:
        return str(_("Made anew: place, camera and notes are taken out"))
    return str(_("Kept as it was sent: it can tell where, when and by whom it was made"))
