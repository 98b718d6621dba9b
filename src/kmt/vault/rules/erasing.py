"""On what ground something is erased; whether it may is decided by retention, or on a request."""

from kmt.kernel.refusals import Decision

GROUNDS: dict[str, str] = {
    "term_over": "de bewaartermijn is voorbij",
    "not_necessary": "de gegevens zijn niet meer nodig",
    "own_request": "de persoon vroeg erom",
    "not_admitted": "niet toegelaten of doorgestuurd",
    "unlawful": "de gegevens hadden niet verwerkt mogen worden",
    "replayed": "opnieuw gewist na het terugzetten van een reservekopie",
}


def may_erase(ground: str) -> Decision:
    """Nothing is erased without a ground of the list."""
    return Decision.of("" if ground in GROUNDS else "Kies op welke grond er wordt gewist.")
