"""When two persons may be called one, and when that may be taken back; always by somebody, why."""

from kmt.kernel.refusals import Decision

MERGE, SPLIT = "merge", "split"
#: What is said of persons that were put beside each other and are not called one.
COMPARED: dict[str, str] = {
    "not_same": "vergeleken: niet dezelfde persoon",
    "not_sure": "vergeleken: niet zeker, opengelaten",
}
LONGEST_REASON = 1000
NO_REASON = "Leg in een paar woorden uit waarom."


def may_merge(*, same: bool, already_one: bool, reason: str) -> Decision:
    """Two different persons, not one already, with a reason in words."""
    return Decision.of(
        "Kies twee verschillende personen." if same else "",
        "Deze twee zijn al als dezelfde persoon vastgelegd." if already_one and not same else "",
        _no_reason(reason),
    )


def may_note(answer: str) -> Decision:
    """Only an answer of the list is kept."""
    return Decision.of("" if answer in COMPARED else "Kies een antwoord uit de lijst.")


def may_split(*, merged: bool, reason: str) -> Decision:
    """Only what was put together is taken apart."""
    return Decision.of(
        "" if merged else "Deze persoon is niet met een ander samengevoegd.",
        _no_reason(reason),
    )


def _no_reason(reason: str) -> str:
    if not reason.strip():
        return NO_REASON
    if len(reason) > LONGEST_REASON:
        return f"Houd de reden onder de {LONGEST_REASON} tekens."
    return ""
