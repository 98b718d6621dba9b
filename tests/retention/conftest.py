"""Fixtures of this room; what they share stands in :mod:`tests.retention.keeping`."""

from tests.retention.keeping import night

__all__ = ["night"]
