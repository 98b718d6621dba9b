"""Short standard sentences for a record: to pick and to edit, never to hide behind."""

NECESSITY = (
    "De ontvanger kan de hulp of bescherming zonder deze gegevens niet beginnen.",
    "Er is een plek of voorziening geregeld die niet zonder deze gegevens kan worden gegeven.",
    "De veiligheid van de persoon of van anderen vraagt het nu.",
    "De persoon vroeg er zelf om.",
)
SUBSIDIARITY = (
    "Anoniem overleggen is geprobeerd of volstaat niet.",
    "Met minder gegevens kan de ontvanger niet doen wat nodig is.",
    "De persoon kan dit niet zelf regelen, of dat is niet veilig.",
)


def composed(picked: str, own: str) -> str:
    """The picked sentence with what somebody typed; not twice when it stands there already."""
    parts = [picked] if picked and picked not in own else []
    return " ".join([*parts, own]).strip()
