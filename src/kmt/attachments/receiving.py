"""Judges what was sent: what is kept, and a sentence for everything that is not.

For every page on which somebody sends files, the public ones too::

    upload = receiving.begin(request)              # before request.POST is touched
    form = SomeForm(request.POST, request.FILES, upload=upload)   # with a ``forms.FilesField``
    ...
    sent = form.cleaned_data["attachment"]         # a tuple of SentFile, empty for none

Without the field: ``kept, sentences = receiving.taken(request.FILES.getlist("attachment"),
upload)``; when there are sentences nothing is to be kept, and the form comes back with them (a
browser does not keep files: the page says that they must be chosen again). What was kept goes to
:func:`kmt.attachments.actions.keep`, inside the act that keeps the rest.

Pictures and PDF are made anew here, before anything is stored: what hid in them is gone. What
cannot be made anew (damaged, locked, of another kind) is kept as it is, and never shown.
"""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from kmt.attachments.files import (
    CLEANABLE,
    FILE_LIMIT,
    MOST_FILES,
    TOGETHER_LIMIT,
    SentFile,
    kind_of,
    safe_name,
)
from kmt.attachments.uploads import SeveralInMemory
from kmt.kernel.cleaning import cleaned
from kmt.kernel.refusals import Invalid

_MEGABYTE = 1_000_000


def begin(request: HttpRequest) -> SeveralInMemory:
    """Have the files of this request taken into memory; call it before anything is read.

    On a page of colleagues, marked ``takes_several``, the door has done so already.
    """
    taking = request.upload_handlers[0]
    if isinstance(taking, SeveralInMemory):
        return taking
    upload = SeveralInMemory(request)
    request.upload_handlers = [upload]
    return upload


def taken(
    files: Iterable[UploadedFile[Any]], upload: SeveralInMemory | None = None
) -> tuple[tuple[SentFile, ...], tuple[str, ...]]:
    """What is kept, made anew where that is possible, and a sentence for each file that is not.

    ``upload`` is what :func:`begin` gave: it knows what was let go for its size.
    """
    sent = list(files)
    let_go = upload.let_go if upload else []
    found = [*(_too_large(name) for name in let_go), *_together(sent, let_go)]
    found += [words for one in sent if (words := _objection(one))]
    if found:
        again = _("Choose your files again if you still want to send them.")
        return (), (*found, again)
    return tuple(_made_anew(one) for one in sent), ()


def _together(sent: list[UploadedFile[Any]], let_go: list[str]) -> list[str]:
    """What is wrong with all of them at once."""
    found = []
    if len(sent) + len(let_go) > MOST_FILES:
        found.append(_("You can send %(most)s files at most.") % {"most": MOST_FILES})
    if not let_go and sum(one.size or 0 for one in sent) > TOGETHER_LIMIT:
        most = TOGETHER_LIMIT // _MEGABYTE
        found.append(_("All files together can be %(most)s MB at most.") % {"most": most})
    return found


def _objection(one: UploadedFile[Any]) -> str:
    """Why this file is not taken; empty when it is."""
    name = {"name": safe_name(one.name or "")}
    if not one.size:
        return _("The file “%(name)s” is empty. Leave it out or choose another file.") % name
    if one.size > FILE_LIMIT:
        return _too_large(one.name or "")
    if kind_of(one.read()):
        one.seek(0)
        return ""
    return (
        _("We cannot take the file “%(name)s”.") % name
        + " "
        + _("Photos, PDF, plain text, office files, sound and video are fine.")
    )


def _too_large(name: str) -> str:
    """A file by itself, or what it made of all together."""
    return _(
        "The file “%(name)s” is too large. One file can be %(one)s MB, all together %(all)s MB."
    ) % {
        "name": safe_name(name),
        "one": FILE_LIMIT // _MEGABYTE,
        "all": TOGETHER_LIMIT // _MEGABYTE,
    }


def _made_anew(one: UploadedFile[Any]) -> SentFile:
    """The file as it is kept."""
    content: bytes = one.read()
    kind, digest = kind_of(content), hashlib.sha256(content).hexdigest()
    anew = False
    if kind in CLEANABLE:
        try:
            kind, content = cleaned(content)
            anew = True
        except Invalid:  # damaged, locked or too large to look at: kept as it is, shown never
            anew = False
    return SentFile(name=one.name or "", kind=kind, content=content, cleaned=anew, digest=digest)
