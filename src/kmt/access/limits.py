"""How many different files one colleague may open in an hour: enough for work, too few to harvest.

Kept for an hour and then gone, shown nowhere: it measures nobody (WGS art. 1.8(4)). The number is
our own; a file that is opened again within the hour counts once.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings

from kmt.access.models import FileOpened
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused

AN_HOUR = timedelta(hours=1)


def count_opening(actor: Actor, object_type: str, object_id: UUID) -> None:
    """Count a file that is opened, or refuse it when there were too many in the last hour.

    The caller records the refusal (``refusals_recorded``).
    """
    now = clock.now()
    mine = FileOpened.objects.filter(
        account=actor.id, object_type=object_type, at__gt=now - AN_HOUR
    )
    opened = frozenset(mine.values_list("object_id", flat=True))
    if object_id in opened:
        return
    if len(opened) >= settings.KMT_FILES_PER_HOUR:
        raise Refused(
            "Je hebt in een uur heel veel dossiers geopend.",
            "Wacht even. Kan het niet wachten, vraag dan een collega; alles wordt vastgelegd.",
        )
    FileOpened.objects.filter(at__lte=now - AN_HOUR).delete()
    FileOpened.objects.update_or_create(
        account=actor.id, object_type=object_type, object_id=object_id, defaults={"at": now}
    )
