"""``./kmt manage sign_audit_head``: sign the record as it is now, and hand that over outside.

To be run at least daily.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from kmt.audit import places
from kmt.audit.actions.signing import deliver_heads, sign_head
from kmt.kernel.refusals import Refused

ENOUGH = 2
TOO_FEW = (
    "Let op: er hoort een kenmerk naar twee plekken buiten deze machine te gaan; ingesteld zijn er "
    "{number}. Zet KMT_AUDIT_DROP, KMT_AUDIT_MAIL of KMT_AUDIT_WEBHOOK."
)


class Command(BaseCommand):
    """Sign, deliver, say what could not be delivered."""

    help = "Ondertekent het logboek zoals het nu is en brengt het kenmerk naar buiten."

    def handle(self, *args: Any, **options: Any) -> None:
        """One sentence, or a failure with every place that could not be reached."""
        try:
            head = sign_head()
        except ImproperlyConfigured as wrong:
            raise CommandError(str(wrong)) from wrong
        except Refused as refused:
            raise CommandError(f"Niet ondertekend. {refused.words}") from refused
        what = "Ondertekend" if head.is_new else "Niets nieuws sinds het vorige kenmerk"
        self.stdout.write(f"{what}: {head.size} regels, kenmerk {head.root}.")
        number = len(places.configured())
        if number < ENOUGH:
            self.stderr.write(TOO_FEW.format(number=number))
        troubles = deliver_heads()
        if troubles:
            lines = "\n".join(f"- {one}" for one in troubles)
            raise CommandError(f"Niet overal bezorgd; de volgende keer opnieuw:\n{lines}")
