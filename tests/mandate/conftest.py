"""The scanner of the room ``attachments``, to have files of evidence looked at."""

from tests.attachments.conftest import scanned

__all__ = ["scanned"]
