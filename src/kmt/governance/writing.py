"""What several actions of governance do alike: refuse what was typed, and cut words to stems."""

from collections.abc import Sequence

from kmt.advice.telling import named_after, told_in
from kmt.attachments.files import SentFile, safe_name
from kmt.kernel.refusals import Invalid
from kmt.partners.region import region


def check(**problems: str) -> None:
    """Raise what is wrong per field, or nothing."""
    found = {name: sentence for name, sentence in problems.items() if sentence}
    if found:
        raise Invalid("Controleer wat je hebt ingevuld.", fields=found)


def about_somebody(*texts: str) -> str:
    """The refusal for texts that hold a number or date of a person; empty when they do not."""
    told = next(filter(None, map(told_in, texts)), "")
    if not told:
        return ""
    return (
        f"Hier lijkt {told} te staan. Stukken van het bestuur gaan niet over personen: "
        "haal dit weg."
    )


def name_problem(files: Sequence[SentFile]) -> str:
    """The refusal for the names of files; empty when they tell nothing of a person."""
    return named_after(safe_name(one.name) for one in files)


def organisation_problem(code: str) -> str:
    """What is wrong with an organisation that was chosen; empty when it is one of the region."""
    known_here = {one.code for one in region().organisations}
    return "" if code in known_here else "Kies een organisatie uit de lijst."
