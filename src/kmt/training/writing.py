"""The parts of which the acts of trainings are made; each runs inside an act of its caller."""

import hashlib
import hmac
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db.models import Max

from kmt.advice.telling import about_somebody
from kmt.kernel import clock, master_key
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.region import region
from kmt.training import access, lists
from kmt.training.mailing import tell_when_it_stands
from kmt.training.models import TrainingPlace, TrainingSession
from kmt.training.queries import subject_of
from kmt.training.rules import (
    Offer,
    Planned,
    is_told,
    moved_up,
    offer_problems,
    seat,
    session_problems,
)
from kmt.training.states import Place
from kmt.vault.actions import seal_text

_KEY = "training participant"


class TwoTexts(Conflict):
    """Somebody else saved this in between: what stands there now is on the page."""

    def __init__(self) -> None:
        """Say where both texts are."""
        super().__init__(
            "Een collega bewaarde dit terwijl jij schreef.",
            "Wat er nu staat lees je op de bladzijde; wat jij typte staat nog in het formulier.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who takes a place: an account, or the name of somebody without one, and where they work."""

    account: str = ""
    name: str = ""
    municipality: str = ""
    department: str

    @property
    def person_key(self) -> str:
        """The same for one person in every session; a name cannot be read from it."""
        if self.account:
            return self.account
        told = "|".join(
            (" ".join(self.name.split()).casefold(), self.municipality, self.department)
        )
        return hmac.new(master_key.derive(_KEY), told.encode(), hashlib.sha256).hexdigest()


def refuse(problems: dict[str, str]) -> None:
    """Raise what is wrong, per field; nothing when all is well."""
    if problems:
        raise Invalid("Er is nog iets niet goed ingevuld.", fields=problems)


def refuse_offer(offer: Offer) -> None:
    """Refuse an offer that is not right."""
    subjects, levels = lists.codes(lists.SUBJECT), lists.codes(lists.LEVEL)
    refuse(
        offer_problems(offer, subjects=subjects, levels=levels)
        | about_somebody(title=offer.title, audience=offer.audience, about=offer.about)
    )


def refuse_session(planned: Planned) -> None:
    """Refuse a session that is not right."""
    starts_on = clock.local(planned.starts_at).date()
    refuse(
        session_problems(planned, starts_on=starts_on, now=clock.now())
        | about_somebody(place=planned.place, trainer=planned.trainer)
    )


def refuse_who(who: Who) -> None:
    """Refuse a place for nobody, or from a place or department that is unknown."""
    found = {}
    if not who.account and not who.name.strip():
        found["name"] = "Vul de naam in van wie je aanmeldt."
    if who.department not in lists.codes(lists.DEPARTMENT):
        found["department"] = "Kies een afdeling uit de lijst."
    if who.municipality and who.municipality not in region().codes:
        found["municipality"] = "Kies een gemeente uit de lijst."
    if not who.municipality and who.department != lists.PARTNER:
        found["municipality"] = (
            "Kies voor welke gemeente je werkt, of bij de afdeling: een andere organisatie."
        )
    refuse(found)


def put(row: object, values: Offer | Planned) -> None:
    """Let a row say this."""
    for name, value in asdict(values).items():
        setattr(row, name, value)


def held(by: Actor, session_id: UUID) -> TrainingSession:
    """A session, held until the act ends: places are given one after the other."""
    rows = TrainingSession.objects.seen_by(by, access.offered(by)).select_for_update()
    return rows.one(id=session_id)


def queue_of(by: Actor, session: TrainingSession) -> list[TrainingPlace]:
    """Everybody who stands in a session that is held, in order."""
    rows = TrainingPlace.objects.seen_by(by, access.queue(by)).filter(session=session)
    return list(rows.exclude(place=Place.CANCELLED).order_by("number"))


def take(by: Actor, session: TrainingSession, who: Who) -> Place:
    """Give the next place of a session that is held; the same person twice keeps the first."""
    queue = queue_of(by, session)
    key = who.person_key
    for one in queue:
        if one.person_key == key:
            return Place(one.place)
    placed = sum(one.place == Place.PLACED for one in queue)
    place = seat(session.places, placed, len(queue) - placed)
    everybody = TrainingPlace.objects.seen_by(by, access.queue(by)).filter(session=session)
    last = everybody.aggregate(last=Max("number"))["last"] or 0
    sealed = b""
    if not who.account:
        subject = subject_of(session.id)
        sealed = seal_text(by=by, subject=subject, column="name", text=who.name.strip())
    TrainingPlace(
        id=new_id(),
        session=session,
        number=last + 1,
        account=who.account,
        name=sealed,
        person_key=key,
        municipality=who.municipality,
        department=who.department,
        place=place,
        at=clock.now(),
        by=by.id,
    ).save(force_insert=True)
    return place


def move_up(by: Actor, session: TrainingSession, page: str) -> int:
    """Let who waits take the places that are free, in order; returns how many moved.

    Who has an account is mailed that there is something to see at ``page``, when the act stands.
    """
    queue = queue_of(by, session)
    up = moved_up(session.places, ((one.number, one.place) for one in queue))
    moved = [one for one in queue if one.number in up]
    for one in moved:
        one.place = Place.PLACED
        one.save()
    if is_told(called_off=session.called_off, starts_at=session.starts_at, now=clock.now()):
        tell_when_it_stands([one.account for one in moved if one.account], page)
    return len(moved)
