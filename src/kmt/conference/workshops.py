"""What a conference can be about: each workshop above says so for its own kind of file, once.

This room stands below them and does not know them. A workshop hands over one :class:`Workshop`
(``confer_about`` in its ``apps.ready``). Its texts are sealed under the key of the file, so the
file that goes takes them along; :func:`kmt.conference.actions.take_out` takes the rows out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.functional import Promise

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor
from kmt.sharing.basing import SharesAs


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOnAgenda:
    """A file as a conference knows it: numbers and pseudonym, nothing of what is in it."""

    id: UUID
    label: str
    person_id: UUID
    person_label: str
    municipality: str
    may_confer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """An agreement as the file must know it; an owner is an account, or somebody in words."""

    key: str
    what: str
    due: date
    owner_account: str
    owner_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop(SharesAs):
    """A kind of file that people confer about, and as what one shares at such a table.

    ``slug`` stands in addresses, ``words`` name the kind. ``reads`` is the permission for such a
    file and ``writes`` that for bringing it in. ``within`` gives the files that somebody may open
    now, ``works_in`` those that they may change (no emergency is enough); ``file_of`` is one of
    them (it refuses as the file itself would, and records the look). ``seal_subject`` is the name
    of the key of a file. ``agreed`` puts an agreement among what must happen, ``settled`` takes it
    off (done or not), ``held`` writes that it was held: all inside the act of the conference.
    ``page`` is the name of the address of the conferences of a file, which takes its id.
    """

    kind: str
    slug: str
    words: Promise
    reads: Permission
    writes: Permission
    within: Callable[[Actor], Iterable[UUID]]
    works_in: Callable[[Actor], Iterable[UUID]]
    file_of: Callable[[Actor, UUID], FileOnAgenda]
    seal_subject: Callable[[UUID], str]
    agreed: Callable[[Actor, UUID, Agreed], None]
    settled: Callable[[Actor, UUID, str, bool], None]
    held: Callable[[Actor, UUID, date], None]
    page: str


_workshops: dict[str, Workshop] = {}


def confer_about(workshop: Workshop) -> None:
    """Let people confer about this kind of file; called once, at the start, by its workshop."""
    _workshops[workshop.kind] = workshop


def workshop_of(kind: str) -> Workshop:
    """The workshop of a kind of file; ``KeyError`` when nobody handed it over."""
    return _workshops[kind]


def workshop_at(slug: str) -> Workshop | None:
    """The workshop with this word in its address; None for a strange word."""
    return next((one for one in _workshops.values() if one.slug == slug), None)


def workshops() -> tuple[Workshop, ...]:
    """Every kind of file that people confer about."""
    return tuple(_workshops.values())
