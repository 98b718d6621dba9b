"""An article for the world of who-sees-what: a public one that is published."""

from uuid import UUID

from kmt.kernel.actor import Actor
from kmt.knowledge import actions, queries
from kmt.knowledge.rules import About, Text

#: A sector has a page; the two worlds name two of them.
SECTORS = {"GM0164": "hotel", "GM0153": "school"}


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """Per address what it needs to name something of this municipality's world."""
    slug = f"voorbeeld-{municipality.lower()}"
    made = actions.begin_article(
        by=adviser,
        slug=slug,
        about=About(),
        text=Text(title="Voorbeeld", summary="Een voorbeeld.", body="Een voorbeeld."),
    )
    actions.publish(by=adviser, article_id=made, language="nl", number=1)
    version: UUID = queries.managed(adviser, made).languages[0].versions[0].id
    return {
        "knowledge:article": {"slug": slug},
        "knowledge:sector": {"name": SECTORS.get(municipality, "bank")},
        "knowledge:inside_article": {"slug": slug},
        "knowledge:managed": {"article_id": made},
        "knowledge:edit": {"article_id": made, "language": "nl"},
        "knowledge:version": {"article_id": made, "version_id": version},
    }
