"""The words of the rounds: states, roles, gaps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kmt.rounds.rules import Gap, MunicipalRole
from kmt.rounds.states import RoundState

STATE_WORDS: dict[str, Promise] = {
    RoundState.OPEN: _("open"),
    RoundState.REMINDING: _("open, reminded"),
    RoundState.CLOSED: _("closed, not frozen yet"),
    RoundState.FROZEN: _("frozen"),
}
STATE_KINDS = {
    RoundState.OPEN: "info",
    RoundState.REMINDING: "warn",
    RoundState.CLOSED: "warn",
    RoundState.FROZEN: "ok",
}
ROLE_WORDS: dict[str, Promise] = {
    MunicipalRole.SIGNALLER: _("Signaller"),
    MunicipalRole.RULE_MAKER: _("Rule maker"),
    MunicipalRole.DIRECTOR: _("Director"),
    MunicipalRole.CARE: _("Responsible for care"),
}
ROLE_HINTS: dict[str, Promise] = {
    MunicipalRole.SIGNALLER: _("Sees signals at the desk, in the district and at inspections."),
    MunicipalRole.RULE_MAKER: _("Makes rules and permits that leave exploitation no room."),
    MunicipalRole.DIRECTOR: _(
        "Brings the parties in the municipality together and holds them to it."
    ),
    MunicipalRole.CARE: _("Sees to it that victims get care, shelter and support."),
}
GAP_WORDS: dict[str, Promise] = {
    Gap.NO_OWNER: _("Nobody has this role"),
    Gap.NO_FOCAL_POINT: _("There is no focal point"),
    Gap.NO_DEPUTY: _("The focal point has no deputy"),
    Gap.UNTRAINED: _("Of a focal point or deputy no training is known"),
    Gap.TRAINING_OLD: _("The training of a focal point or deputy is too long ago"),
}
#: What each reason in the record means.
REASONS = {
    "round_begun": "jaarlijkse ronde begonnen",
    "round_reminded": "gemeenten herinnerd aan de ronde",
    "round_answered": "antwoord van een gemeente in de ronde",
    "round_closed": "jaarlijkse ronde gesloten",
    "round_frozen": "stand van de ronde vastgezet",
    "role_named": "vastgelegd wie in een gemeente aanspreekbaar is",
    "gaps_mailed": "gemeenten gemaild dat er iets aan te vullen is",
    "yearly_round": "jaarlijkse ronde",
    "round_answer": "antwoord in de ronde",
    "municipal_role": "rol van een gemeente",
}


def gap_words(gap: str, role: str = "") -> str:
    """What is missing, with the role it is about."""
    words = str(GAP_WORDS[gap])
    return f"{ROLE_WORDS[role]}: {words[0].lower()}{words[1:]}" if role else words
