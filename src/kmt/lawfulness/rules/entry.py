"""Who gets an account, and who may open a case: designated, screened, trained, involved.

WGS 1.8(2), 2.27, 2.31(4)(8); BGS 1.11, 1.17, 2.21. After closing a case is shielded: no search,
and only three roles read it, each time with a reason (how it is built: our own proposal).
"""

from dataclasses import dataclass

from kmt.kernel.refusals import Decision
from kmt.lawfulness.entries import Matrix

#: The functions of WGS 1.8(2)(a), (b) and (c).
FUNCTIONS = frozenset({"processing", "lawfulness_test", "maintenance"})
SHIELD_ROLES = frozenset({"rac", "data_protection_officer", "process_manager"})
_ONE_MEETING = (
    "Een incidentele derde kan één overleg bijwonen, na een ondertekende "
    "geheimhoudingsverklaring (WGS 2.31(9)(10); BGS 2.21)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAsked:
    """Somebody for whom an account in the ZVH compartment is asked; ``screened`` by VOG or law."""

    organisation: str
    designated: bool = False
    screened: bool = False
    trained: bool = False
    function: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseAsked:
    """Somebody with an account who asks for a case of the ZVH."""

    designated: bool = False
    involved: bool = False
    closed: bool = False
    shield_role: str = ""
    reason: str = ""
    searching: bool = False
    emergency: bool = False


def may_have_account(asked: AccountAsked, matrix: Matrix) -> Decision:
    """Whether somebody may get an account; a group or a third party never does."""
    name = matrix.dutch("actor", asked.organisation)
    listed = matrix.is_a(asked.organisation, "participant")
    return Decision.of(
        "" if listed else f"{name} is geen deelnemer van WGS 2.27. {_ONE_MEETING}",
        "" if asked.designated else "Deze persoon is niet aangewezen (WGS 1.8(2)).",
        "" if asked.screened else "Er is geen geldige VOG of wettelijke screening (BGS 1.11).",
        "" if asked.trained else "Deze persoon is niet opgeleid (BGS 1.17).",
        ""
        if asked.function in FUNCTIONS
        else "Er is geen functie gekozen: verwerken, toetsen of onderhouden (WGS 1.8(2)).",
    )


def may_open_case(asked: CaseAsked) -> Decision:
    """Whether somebody may open a case of the ZVH; a refusal is always recorded."""
    if asked.closed:
        return _shielded(asked)
    return Decision.of(
        "" if asked.designated else "Je bent niet aangewezen voor het ZVH (WGS 1.8(2)).",
        "" if asked.involved else "Je organisatie is niet betrokken bij deze casus (WGS 2.31(4)).",
    )


def _shielded(asked: CaseAsked) -> Decision:
    return Decision.of(
        "Een gesloten casus is niet te zoeken (WGS 2.31(8))." if asked.searching else "",
        "Noodtoegang geldt nooit voor een afgeschermde casus (WGS 2.31(8))."
        if asked.emergency
        else "",
        ""
        if asked.shield_role in SHIELD_ROLES
        else "Een gesloten casus is afgeschermd: alleen de RAC, de functionaris "
        "gegevensbescherming en de procesregisseur lezen hem (WGS 2.31(8)).",
        "" if asked.reason.strip() else "Een afgeschermde casus lezen vraagt een reden.",
    )
