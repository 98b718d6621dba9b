"""What holds for a way to look through the list that somebody keeps: pure."""

from collections.abc import Collection

MOST_SAVED, LONGEST_NAME = 20, 40


def name_problem(name: str, others: Collection[str]) -> str:
    """What is wrong with a name, in a sentence; empty when it can stand in the list."""
    if not name.strip():
        return "Geef de weergave een naam."
    if len(name.strip()) > LONGEST_NAME:
        return f"Kies een naam van hooguit {LONGEST_NAME} tekens."
    if name.strip().casefold() in {one.casefold() for one in others}:
        return "Je hebt al een weergave met deze naam. Kies een andere naam."
    return ""


def room_problem(number: int) -> str:
    """Whether there is room for one more, in a sentence."""
    if number < MOST_SAVED:
        return ""
    return f"Je hebt al {MOST_SAVED} weergaven. Haal er eerst een weg."
