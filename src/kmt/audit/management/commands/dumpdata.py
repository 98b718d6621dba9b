"""``./kmt manage dumpdata --why REASON``: as Django's own, with a line in the record."""

from django.core.management.commands import dumpdata

from kmt.audit.direct import DirectCommand


class Command(DirectCommand, dumpdata.Command):
    """As Django's, recorded."""

    called = "dumpdata"
