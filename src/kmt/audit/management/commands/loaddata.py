"""``./kmt manage loaddata --why REASON``: as Django's own, with a line in the record."""

from django.core.management.commands import loaddata

from kmt.audit.direct import DirectCommand


class Command(DirectCommand, loaddata.Command):
    """As Django's, recorded."""

    called = "loaddata"
