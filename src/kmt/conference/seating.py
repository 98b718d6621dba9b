"""Who sits at a table, put together from rows: names of colleagues, sealed names of others."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from kmt.conference.models import Admission, Attendance, Participant, subject_of
from kmt.conference.reading import PersonAtTable, Span
from kmt.conference.rules import Capacity, Who
from kmt.conference.sealing import Sealed, who_of
from kmt.partners.queries import names_of
from kmt.sharing.basing import party_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """The rows of who takes part, with the names that are known so far."""

    people: Sequence[Participant]
    admissions: Sequence[Admission]
    attendances: Sequence[Attendance]
    names: dict[str, str]
    who: dict[UUID, Who] = field(default_factory=dict)

    def sealed(self) -> list[Sealed]:
        """The sealed names, to be opened with the other texts of the page."""
        return [(subject_of(one.conference_id), "who", one.id, one.who) for one in self.people]

    def named(self, texts: Sequence[str]) -> "Seats":
        """The same with the names opened, in the order of :meth:`sealed`."""
        found = {one.id: who_of(text) for one, text in zip(self.people, texts, strict=True) if text}
        return replace(self, who=found)

    def with_spans(self, found: Sequence[Attendance]) -> "Seats":
        """The same with who was there when."""
        return replace(self, attendances=found)

    def all(self) -> tuple[PersonAtTable, ...]:
        """Everybody who takes part."""
        return tuple(self._person(one) for one in self.people)

    def admitted_to(self, items: Collection[UUID]) -> tuple[PersonAtTable, ...]:
        """Who is admitted to one of these files."""
        inside = {one.participant_id for one in self.admissions if one.item_id in items}
        return tuple(self._person(one) for one in self.people if one.id in inside)

    def person(self, participant_id: UUID) -> PersonAtTable:
        """One of them."""
        return self._person(next(one for one in self.people if one.id == participant_id))

    def words(self, participant_id: UUID) -> str:
        """How the table knows one of them; empty for who is not there any more."""
        row = next((one for one in self.people if one.id == participant_id), None)
        return self._person(row).words if row else ""

    def present(self, item_id: UUID, *, names: bool) -> tuple[tuple[str, tuple[Span, ...]], ...]:
        """Who sat there while this file was discussed, and when; with ``names`` of outsiders."""
        found = []
        for admission in self.admissions:
            spans = tuple(
                Span(came_at=one.came_at, left_at=one.left_at)
                for one in self.attendances
                if one.admission_id == admission.id
            )
            if admission.item_id == item_id and spans:
                who = self.person(admission.participant_id)
                found.append((who.full if names else who.words, spans))
        return tuple(found)

    def _person(self, row: Participant) -> PersonAtTable:
        who, party = self.who.get(row.id, Who()), party_words(row.party)
        name = self.names.get(row.account, "") if row.account else who.name
        outside = " · ".join(filter(None, (who.organisation or party, who.function)))
        return PersonAtTable(
            id=row.id,
            account=row.account,
            words=name if row.account else outside,
            name=name,
            party=row.party,
            party_words=party,
            capacity=Capacity(row.capacity),
            needs_declaration=row.capacity == Capacity.INCIDENTAL,
            declared_on=row.declared_on,
        )


def at_table(
    people: Sequence[Participant],
    admissions: Sequence[Admission],
    attendances: Sequence[Attendance],
    *,
    also: Iterable[str] = (),
) -> Seats:
    """Rows that the caller found by its rules, with the names of colleagues among them."""
    once = list({one.id: one for one in people}.values())
    accounts = {one.account for one in once if one.account} | set(also)
    return Seats(
        people=once,
        admissions=admissions,
        attendances=attendances,
        names=names_of(accounts) if accounts else {},
    )
