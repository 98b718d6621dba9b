"""``./kmt manage dbshell --why REASON``: as Django's own, with a line in the record."""

from django.core.management.commands import dbshell

from kmt.audit.direct import DirectCommand


class Command(DirectCommand, dbshell.Command):  # type: ignore[misc]
    """As Django's, recorded."""

    called = "dbshell"
