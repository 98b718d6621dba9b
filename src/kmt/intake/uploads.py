"""Takes a file that is sent along into memory only, and lets go of what is too large.

Django's own handler writes larger files to a temporary folder in the open. A report is sealed
before it touches a disk, and so is what comes with it.
"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from kmt.intake.attachments import SIZE_LIMIT


class InMemoryOnly(FileUploadHandler):
    """Keeps at most one file of the allowed size; ``too_large`` says that one was let go."""

    too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start with an empty buffer for each file."""
        super().new_file(*args, **kwargs)
        self.received = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece; past the limit the rest of this file is read and dropped."""
        if start + len(raw_data) > SIZE_LIMIT:
            self.too_large = True
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
