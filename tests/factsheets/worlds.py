"""A factsheet that addresses can name, for the table of who may open what; without its file."""

from hashlib import sha256

from kmt.factsheets.content import of_municipality
from kmt.factsheets.gathering import gather, gather_one
from kmt.factsheets.models import CouncilSheet
from kmt.factsheets.printing import render
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """The sheet of this municipality; whoever may have its file gets it typeset again."""
    day, name = clock.today(), f"raadsfactsheet-{municipality.lower()}.pdf"
    shared = gather(adviser, day)
    content = of_municipality(*gather_one(adviser, municipality, day), shared)
    pdf = render(content, on=day)
    CouncilSheet.objects.create(
        place=municipality,
        on=day,
        batch=new_id(),
        made_at=clock.now(),
        made_by=adviser.id,
        file_name=name,
        sha256=sha256(pdf).hexdigest(),
        size=len(pdf),
        content=content,
    )
    place: dict[str, object] = {"place": municipality}
    return {"factsheets:sheet": place, "factsheets:pdf": place}
