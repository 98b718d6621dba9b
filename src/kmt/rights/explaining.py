"""What every copy says beside the data, in plain Dutch: AVG 15(1)(a) to (h) and the rest.

The passage on what is left out is the same in every answer, also where nothing is left out and
where nobody is known: so it tells nothing.
"""

from collections.abc import Iterable, Sequence

from kmt.retention.rules.keeping_words import term_words
from kmt.retention.term_table import retention_terms
from kmt.rights.disclosers import R1, R2, R3

NOTHING = "Er zijn geen gegevens over u die wij u kunnen geven."
#: Never named in a copy, whoever asks (AVG 15(4); HvJ EU 22 June 2023, C-579/21).
LEFT_OUT = (
    "Namen van anderen staan er niet in: niet van familie of bekenden, en niet van onze "
    "medewerkers. Wie iets meldde, laten wij nooit weten. De wet beschermt ook hen (AVG 15 lid 4).",
    "De wet laat soms toe dat wij niet alles laten zien, of niet zeggen of er iets is. "
    "Bijvoorbeeld om iemand te beschermen, of zolang de politie onderzoek doet (artikel 41 UAVG). "
    "Dit staat in elk antwoord, ook als dat bij u niet speelt.",
)
RIGHTS = (
    "Klopt er iets niet? Dan kunt u vragen om het te verbeteren of aan te vullen.",
    "U kunt vragen om gegevens te wissen, of om ze alleen nog te bewaren.",
    "U kunt bezwaar maken tegen het gebruik van uw gegevens.",
    "Bent u het niet eens met dit antwoord? U kunt bezwaar maken en daarna naar de rechter. U kunt "
    "ook een klacht indienen bij de Autoriteit Persoonsgegevens, Postbus 93374, 2509 AJ Den Haag.",
)
DECIDES = (
    "Geen computer beslist over u. Er is geen score, voorspelling of profiel. Mensen beslissen "
    "(AVG 15 lid 1 onder h)."
)
_PURPOSES = {
    R1: "een melding over mensenhandel beoordelen en de juiste hulp inschakelen",
    R2: "zorg en hulp regelen na mensenhandel",
    R3: "in een moeilijke zaak met andere organisaties samen een plan maken",
}
_SOURCES = {
    R1: "van u zelf of van iemand die iets meldde; wie dat was zeggen wij niet",
    R2: "van u zelf, en van wie u helpt",
    R3: "van de organisaties die bij de gegevens staan",
}
_CATEGORIES = {
    R1: "wat er is gemeld, hoe wij dat hebben gewogen en wat er daarna gebeurde",
    R2: "wie u bent, wat er is besproken en afgesproken, en waar u toestemming voor gaf",
    R3: "wat deelnemers over u hebben gegeven",
}
_TERMS = {R1: ("T13", "T14", "T15"), R2: ("T07",), R3: ("T01",)}


def explained(compartments: Sequence[str], recipients: Sequence[str]) -> list[list[str]]:
    """Heading and text for each thing that AVG 15(1) asks, about these compartments."""
    places = [one for one in (R1, R2, R3) if one in compartments] or [R1, R2]
    return [
        ["Waarvoor wij uw gegevens gebruiken", _listed(_PURPOSES[one] for one in places)],
        ["Wat voor gegevens dat zijn", _listed(_CATEGORIES[one] for one in places)],
        ["Wie ze kreeg", _listed(recipients) if recipients else "Niemand buiten onze organisatie."],
        ["Hoe lang wij ze bewaren", _listed(_term(one) for one in places)],
        ["Waar ze vandaan komen", _listed(_SOURCES[one] for one in places)],
        ["Wie er beslist", DECIDES],
    ]


def _term(compartment: str) -> str:
    return "; ".join(
        f"{term.dutch}: {term_words(term)}"
        for term in retention_terms()
        if term.id in _TERMS[compartment] and term.valid_until is None
    )


def _listed(found: Iterable[str]) -> str:
    sentences = [one[:1].upper() + one[1:] for one in found]
    return " ".join(one if one.endswith(".") else f"{one}." for one in sentences)
