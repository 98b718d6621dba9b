"""Objects of the social map that an address can name, for the table of who gets what where."""

from kmt.directory.actions import add_entry, keep_draft
from kmt.kernel.actor import Actor
from tests.directory.conftest import content


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """An entry, and a file that the adviser read in; per address its objects."""
    entry = add_entry(by=adviser, content=content(f"Organisatie {municipality}"))
    rows = [(2, content(f"Uit een bestand {municipality}"))]
    draft = keep_draft(by=adviser, file_name="kaart.csv", rows=rows)
    return {
        "directory:entry": {"entry_id": entry},
        "directory:change": {"entry_id": entry},
        "directory:draft": {"draft_id": draft},
    }
