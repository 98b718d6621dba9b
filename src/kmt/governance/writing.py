"""What several actions of governance do alike: refuse what was typed, and cut words to stems."""

from kmt.advice.rules.identifying import Kind, find
from kmt.advice.wordlists import known
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid
from kmt.partners.region import region

#: What never stands in a paper of governance: these tell who somebody in view is.
_NEVER = {
    Kind.BSN: "een burgerservicenummer",
    Kind.BIRTH_DATE: "een geboortedatum",
    Kind.V_NUMBER: "een vreemdelingennummer",
}


def check(**problems: str) -> None:
    """Raise what is wrong per field, or nothing."""
    found = {name: sentence for name, sentence in problems.items() if sentence}
    if found:
        raise Invalid("Controleer wat je hebt ingevuld.", fields=found)


def about_somebody(*texts: str) -> str:
    """The refusal for texts that hold a number or date of a person; empty when they do not."""
    for text in texts:
        for one in find(text, known(), clock.today()):
            if one.kind in _NEVER:
                return (
                    f"Hier lijkt {_NEVER[one.kind]} te staan. Stukken van het bestuur gaan niet "
                    "over personen: haal dit weg."
                )
    return ""


def organisation_problem(code: str) -> str:
    """What is wrong with an organisation that was chosen; empty when it is one of the region."""
    known_here = {one.code for one in region().organisations}
    return "" if code in known_here else "Kies een organisatie uit de lijst."
