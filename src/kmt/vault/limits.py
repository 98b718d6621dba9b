"""How often one colleague may ask whether somebody is known: enough for work, too little to fish.

Counted in the database, so that it holds for every process alike; of a search only that it was.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Sum

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.vault.models import SearchCount

PER_HOUR = 40
PER_DAY = 150
_KEPT = timedelta(hours=24)


def count_search(actor: Actor) -> None:
    """Count this search, or refuse it when there were too many in this hour or day."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        SearchCount.objects.filter(hour__lte=hour - _KEPT).delete()
        SearchCount.objects.get_or_create(actor=actor.id, hour=hour)
        taken = SearchCount.objects.filter(actor=actor.id, hour=hour, number__lt=PER_HOUR).update(
            number=F("number") + 1
        )
        if not taken or _in_a_day(actor, hour) > PER_DAY:
            raise Refused(
                "Je hebt in korte tijd heel vaak gezocht of iemand bekend is.",
                "Wacht een uur. Is er haast, vraag dan een collega; alles wordt vastgelegd.",
            )


def _in_a_day(actor: Actor, hour: datetime) -> int:
    rows = SearchCount.objects.filter(actor=actor.id, hour__gt=hour - _KEPT)
    return int(rows.aggregate(sum=Sum("number"))["sum"] or 0)
