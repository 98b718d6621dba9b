"""The rules of the situation: people in a case, exploitation, status, non-punishment, minors."""

ROOM = "situation"
TEXT_LIMIT = 4000
SHORT_LIMIT = 300
Problems = dict[str, str]


def kept(found: Problems) -> Problems:
    """Only the fields with something wrong."""
    return {name: sentence for name, sentence in found.items() if sentence}


def needed(text: str, sentence: str) -> str:
    """Why a text that must be there cannot be kept; empty when it can."""
    return too_long(text) if text.strip() else sentence


def too_long(text: str, limit: int = TEXT_LIMIT) -> str:
    """Why a text does not fit; empty when it does."""
    length = len(text)
    return "" if length <= limit else f"Dit is te lang: {length} tekens, er passen er {limit}."
