"""``./kmt manage fetch_mail``: make drafts of what came in by mail; let a timer do so."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from kmt.kernel.refusals import Refused
from kmt.mailbox.actions import Fetched, fetch, reader

NONE = "Er is geen mailbox ingesteld (KMT_MAILBOX_HOST)."


class Command(BaseCommand):
    """Read the mailbox of the settings; says numbers only."""

    help = "Leest de mailbox van het meldpunt en maakt van elke nieuwe e-mail een concept."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many drafts were made and what a person must look at; fails when mail stayed."""
        place = settings.KMT_MAILBOX
        if not place.host:
            self.stdout.write(NONE)
            return
        try:
            found = fetch(by=reader(), place=place)
        except Refused as refused:
            raise CommandError(refused.words) from refused
        for line in _lines(found, place.left):
            self.stdout.write(line)
        if found.failed:
            raise CommandError(
                f"{found.failed} e-mails konden niet worden bewaard en staan nog in de mailbox."
            )


def _lines(found: Fetched, left: str) -> list[str]:
    lines = [f"{found.drafts} e-mails zijn nu een concept."]
    counted = (
        (found.again, "waren al een concept en zijn nu opgeruimd."),
        (found.partly, f"zijn niet helemaal overgenomen; ze staan in de map “{left}”."),
        (found.elsewhere, "staan er als gelezen; zet ze op ongelezen om ze over te nemen."),
        (found.waiting, "wachten op de volgende keer."),
        (found.not_answered, "kregen geen antwoord; de mailserver nam het niet aan."),
    )
    return lines + [f"{number} {words}" for number, words in counted if number]
