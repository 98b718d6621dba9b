"""The parts of writing here: what may be chosen, what no text may hold, and filling a row."""

from dataclasses import asdict

from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.region import region
from kmt.prevention import lists, wording
from kmt.prevention.models import Campaign, LessonSet
from kmt.prevention.rules import Known
from kmt.vocabulary.queries import forms_on


class TwoTexts(Conflict):
    """Somebody else saved this in between: both texts are on the page."""

    def __init__(self) -> None:
        """Say where both texts are."""
        super().__init__(
            "Een collega bewaarde dit terwijl jij schreef.",
            "Wat er nu staat lees je hieronder; wat jij typte staat nog in het formulier.",
        )


def known(articles: frozenset[str] = frozenset()) -> Known:
    """The codes that may be chosen today; ``articles`` those of the knowledge base."""
    on = clock.today()
    return Known(
        kinds=lists.codes(lists.KIND, on),
        audiences=lists.codes(lists.AUDIENCE, on),
        forms=frozenset(one.code for one in forms_on(on)),
        municipalities=region().codes,
        owners=frozenset(wording.owners()),
        articles=articles,
    )


def refuse(problems: dict[str, str]) -> None:
    """Raise what is wrong, per field; nothing when all is well."""
    if problems:
        raise Invalid("Er is nog iets niet goed ingevuld.", fields=problems)


def put(row: Campaign | LessonSet, by: Actor, content: object) -> None:
    """Fill a row from what was typed, and note who did so and when."""
    for field, value in asdict(content).items():  # type: ignore[call-overload]
        setattr(row, field, list(value) if isinstance(value, tuple) else value)
    row.changed_by, row.changed_at = by.id, clock.now()
