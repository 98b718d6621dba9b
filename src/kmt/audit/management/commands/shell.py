"""``./kmt manage shell --why REASON``: as Django's own, with a line in the record."""

from django.core.management.commands import shell

from kmt.audit.direct import DirectCommand


class Command(DirectCommand, shell.Command):  # type: ignore[misc]
    """As Django's, recorded."""

    called = "shell"
