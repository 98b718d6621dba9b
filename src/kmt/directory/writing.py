"""The parts of writing on the social map: what may not stand there, and keeping a version."""

from uuid import UUID

from kmt.advice.rules.pieces import Kind
from kmt.advice.telling import about_somebody, quoted_in
from kmt.directory import access, lists
from kmt.directory.models import DirectoryEntry, EntryChange
from kmt.directory.reading import as_json, columns_of
from kmt.directory.rules import FREE, SHELTER, Content, Said, name_key, problems, stems
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid

_ADDRESS = (Kind.ADDRESS, Kind.POSTCODE)


class TwoTexts(Conflict):
    """Somebody else saved this entry in between: both texts are on the page."""

    def __init__(self) -> None:
        """Say where both texts are."""
        super().__init__(
            "Een collega bewaarde deze vermelding terwijl jij schreef.",
            "Hieronder staat wat er nu staat; wat jij typte staat nog in het formulier.",
        )


class NameTaken(Invalid):
    """There is an entry of this organisation already."""

    def __init__(self) -> None:
        """Point at the name."""
        taken = "Deze organisatie staat al op de sociale kaart. Wijzig die vermelding."
        super().__init__("Er is nog iets niet goed ingevuld.", fields={"name": taken})


def wrong_with(content: Content) -> dict[str, str]:
    """Per field what is wrong with an entry today."""
    texts = {field: getattr(content, field) for field in FREE}
    addresses = frozenset(field for field, text in texts.items() if quoted_in(text, _ADDRESS))
    said = Said(today=clock.today(), addresses=addresses)
    return about_somebody(**texts) | problems(content, said)


def refuse_wrong(content: Content) -> None:
    """Raise what is wrong, per field; nothing when all is well."""
    wrong = wrong_with(content)
    if wrong:
        raise Invalid("Er is nog iets niet goed ingevuld.", fields=wrong)


def put(row: DirectoryEntry, content: Content) -> None:
    """Let a row say this, and be found by its words."""
    for name, value in columns_of(content).items():
        setattr(row, name, value)
    row.name_key = name_key(content.name)
    row.stems = _stems(content)


def _stems(content: Content) -> str:
    """The stems of everything that somebody may look for; a shelter is found by its need too."""
    offered = lists.words(lists.SERVICE, content.services)
    extra = "opvang slapen bed onderdak" if SHELTER in content.services else ""
    served = lists.words(lists.FORM, content.forms)
    texts = (content.name, content.about, content.intake, content.contra_words)
    return stems(*texts, offered, served, extra)


def keep_change(by: Actor, row: DirectoryEntry, content: Content, what: str) -> None:
    """Write down what the entry says from this version on."""
    EntryChange(
        entry=row, number=row.version, what=what, content=as_json(content), at=clock.now(), by=by.id
    ).save()


def held(by: Actor, entry_id: UUID, version: int) -> DirectoryEntry:
    """The entry, held until the act ends; ``TwoTexts`` when it is not the version that was read."""
    rows = DirectoryEntry.objects.seen_by(by, access.visible(by)).select_for_update()
    row = rows.one(id=entry_id)
    if row.version != version:
        raise TwoTexts
    row.version += 1
    return row


def taken(by: Actor, content: Content, but: UUID | None = None) -> bool:
    """Whether another entry has this name."""
    rows = DirectoryEntry.objects.seen_by(by, access.visible(by))
    same = rows.filter(name_key=name_key(content.name))
    return any(one != but for one in same.values_list("id", flat=True))
