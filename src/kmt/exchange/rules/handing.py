"""A handover between regions: what goes along, when it may be made, and what an answer may do.

The municipality of residence is responsible and pays (National Rapporteur 2015), so a case moves
when somebody moves. The region that sends stays responsible until the other one accepts (practice,
section 14; no standard document was found). Between care coordinators rows M009-M013 of the
sharing matrix hold; which kinds of data go is what was decided there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from kmt.exchange.states import GOING, Going
from kmt.kernel.refusals import Decision

WORDS_LIMIT = 4000
PURPOSE, RECIPIENT = "P_CARE", "care_coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a package, and one of which kinds of data the decision to share must hold."""

    code: str
    words: str
    data: frozenset[str]


PARTS: tuple[Part, ...] = (
    Part(code="person", words="wie de persoon is, zonder BSN", data=frozenset({"D01"})),
    Part(code="summary", words="samenvatting", data=frozenset({"D13"})),
    Part(code="actions", words="wat er nog moet gebeuren, met termijnen", data=frozenset({"D13"})),
    Part(code="safety", words="veiligheid en veilig contact", data=frozenset({"D01", "D12"})),
    Part(code="consents", words="toestemmingen", data=frozenset({"D01"})),
    Part(code="situation", words="vormen van uitbuiting", data=frozenset({"D06"})),
    Part(code="health", words="gezondheid", data=frozenset({"D05"})),
    Part(code="residence", words="verblijf en nationaliteit", data=frozenset({"D07", "D07R"})),
)
#: Of which kind of data a document is, by its kind; any other is about care and provisions.
DOCUMENT_DATA: dict[str, frozenset[str]] = {
    "medical_statement": frozenset({"D05"}),
    "police_statement": frozenset({"D09"}),
    "official_record": frozenset({"D09"}),
    "identity_copy": frozenset({"D01"}),
    "consent_form": frozenset({"D01"}),
    "permit": frozenset({"D07", "D07R"}),
}
OTHER_DATA = frozenset({"D13"})
#: Without these nobody can take a case over.
NEEDED = ("person", "summary", "actions", "safety")
CODES = tuple(one.code for one in PARTS)


def covered(parts: Collection[str], data: Collection[str]) -> tuple[str, ...]:
    """The parts of which the decision to share holds the kind of data, in order."""
    return tuple(one.code for one in PARTS if one.code in parts and one.data & set(data))


def may_make(
    *, parts: Collection[str], data: Collection[str], trusted: bool, waits: bool, works: bool
) -> Decision:
    """Whether a package may be made: decided on, for a known region, and none waits."""
    left = [one.words for one in PARTS if one.code in parts and not one.data & set(data)]
    needed = [one.words for one in PARTS if one.code in NEEDED and one.code not in parts]
    return Decision.of(
        "Er ligt al een pakket bij een andere regio. Wacht op het antwoord of trek het in."
        if waits
        else "",
        "" if works else "Deze casus is gesloten of al overgedragen.",
        "" if trusted else "Kies een regio waarvan de sleutel is nagegaan.",
        "" if data else "Neem eerst een besluit om te delen met de zorgcoördinator van die regio.",
        f"Het besluit om te delen gaat niet over: {', '.join(left)}." if data and left else "",
        f"Zonder dit kan niemand het overnemen: {', '.join(needed)}." if needed else "",
    )


def answer_by(due: date | None, today: date) -> str:
    """Why a day on which an answer is due cannot be; the law and practice name no term (HND-01)."""
    if due is None:
        return "Kies voor wanneer je antwoord wilt: er is geen vaste termijn, dus spreek die af."
    return "" if due >= today else "Deze dag is al voorbij. Kies vandaag of later."


def may_answer(state: Going, to: Going) -> Decision:
    """Whether an answer may still change a package that was sent."""
    return Decision.of("" if to in GOING[state] else _OVER[state])


_OVER = {
    Going.WAITING: "Deze stap bestaat niet.",
    Going.ACCEPTED: "Dit pakket is al aanvaard.",
    Going.REFUSED: "Dit pakket is al geweigerd.",
    Going.WITHDRAWN: "Dit pakket is ingetrokken. Bel de andere regio, en maak zo nodig een nieuw.",
}
