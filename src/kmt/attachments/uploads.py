"""Takes files that are sent along into memory only, and lets go of what is too much.

Django's own handler writes larger files to a temporary folder in the open. What is sent is sealed
before it touches a disk, and so is what comes with it.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, ClassVar, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from kmt.attachments.files import FILE_LIMIT, MOST_FILES, TOGETHER_LIMIT

ONE_PAPER = 2_000_000
_SEVERAL = "kmt_takes_several"

View = TypeVar("View", bound=Callable[..., object])


def takes_several(view: View) -> View:
    """Declare that somebody who is logged in sends several files to this page.

    The door reads what they send before the page does, so the page itself is too late to say so.
    """
    setattr(view, _SEVERAL, True)
    return view


def handler_for(request: HttpRequest) -> "InMemoryOnly":
    """What takes the files of a request: several on a page that says so, otherwise one paper."""
    match = getattr(request, "resolver_match", None)
    several = getattr(getattr(match, "func", None), _SEVERAL, False)
    return SeveralInMemory(request) if several else InMemoryOnly(request)


class InMemoryOnly(FileUploadHandler):
    """Every page that takes a file: small ones; ``too_large`` says that one was let go."""

    file_limit: ClassVar[int] = ONE_PAPER
    together_limit: ClassVar[int] = ONE_PAPER

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Begin with nothing."""
        super().__init__(request)
        self.let_go: list[str] = []
        self.together = 0

    @property
    def too_large(self) -> bool:
        """Whether a file was let go because it, or all together, was too large."""
        return bool(self.let_go)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start with an empty buffer for each file."""
        super().new_file(*args, **kwargs)
        self.received = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; past a limit the rest of this file is read and dropped."""
        self.together += len(raw_data)
        if start + len(raw_data) > self.file_limit or self.together > self.together_limit:
            self.let_go.append(self.file_name or "")
            self.together -= start + len(raw_data)
            self.received = BytesIO()
            raise SkipFile
        self.received.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand the file over, from memory."""
        self.received.seek(0)
        return InMemoryUploadedFile(
            self.received,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
        )


class SeveralInMemory(InMemoryOnly):
    """For a page on which somebody sends several files along."""

    file_limit = FILE_LIMIT
    together_limit = TOGETHER_LIMIT
    most = MOST_FILES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Read past what comes after a few more files than we take: how many says the form."""
        super().new_file(*args, **kwargs)
        self.number = getattr(self, "number", 0) + 1
        if self.number > self.most + 1:
            raise SkipFile
