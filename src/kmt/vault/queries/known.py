"""Is this person known? Candidates by number and reason; nothing is opened, nothing is merged."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from kmt.access.acts import check, refusals_recorded
from kmt.access.permissions import Permission
from kmt.audit.actions import read_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.vault import access
from kmt.vault.blinding import SUBJECT, Blinder
from kmt.vault.keys import keys_if_any
from kmt.vault.limits import count_search
from kmt.vault.models import Person
from kmt.vault.queries.links import clusters, roots
from kmt.vault.queries.roles import parts_of
from kmt.vault.rules import Identity, PersonRef
from kmt.vault.rules.comparing import MOST, Comparison, Tokens, compare, finding, may_search
from kmt.vault.rules.tokens import Kind, tokens_of
from kmt.vault.wordlists import wordlists

#: So many are compared; who shares less than these with the question is not among the likeliest.
COMPARED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may be the person asked for: label, what agrees, what differs, and why shown.

    ``roles`` are the parts that the asker may see; ``together`` the other persons that were called
    the same one.
    """

    person: PersonRef
    municipality: str
    agreeing: tuple[str, ...]
    differing: tuple[str, ...]
    reason: str
    roles: tuple[str, ...] = ()
    together: tuple[PersonRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The answer: the likeliest first, and whether there were more than are shown."""

    candidates: tuple[Candidate, ...]
    more: bool


def known_person(actor: Actor, asked: Identity, purpose: str) -> Known:
    """Who of the actor's world and reach may be this person.

    ``purpose`` is a code of ``SEARCH_PURPOSES``.

    The search is recorded without what was searched for, and a line for every person shown. Raises
    ``Refused`` without a purpose or anything to go by, and when somebody searches too often.
    """
    return _known(actor, asked, purpose, Permission.VAULT_PERSON_SEARCH)


def known_for_request(actor: Actor, asked: Identity) -> Known:
    """The same for who answers people about their own data: in every world, without their parts."""
    return _known(actor, asked, "P_RIGHTS", Permission.RIGHTS_REQUEST_HANDLE)


def _known(actor: Actor, asked: Identity, purpose: str, permission: Permission) -> Known:
    with refusals_recorded(actor, object_type="person", object_id="", action="search"):
        check(actor, permission)
        blind = _blind(asked)
        may_search(purpose, blind).check()
        count_search(actor)
    found = _likeliest(actor, blind)
    with transaction.atomic():
        read_of(actor, object_type="person", action="search", reason=purpose)
        for person, *_ in found[:MOST]:
            read_of(
                actor,
                object_type="person",
                object_id=str(person.id),
                action="search",
                reason=purpose,
            )
    return Known(candidates=_candidates(actor, found[:MOST]), more=len(found) > MOST)


def _blind(asked: Identity) -> Tokens:
    """What is asked for as blind tokens; a house where nobody was ever put down has no key."""
    lists = wordlists()
    plain = tokens_of(asked, clock.today(), lists.letters, lists.names_of)
    key = keys_if_any([SUBJECT]).get(SUBJECT) or bytes(32)
    return _by_kind(Blinder(key).blind(plain))


def _likeliest(actor: Actor, asked: Tokens) -> list[tuple[Person, Comparison]]:
    """The persons to show, the likeliest first; of those who are one only the first of them."""
    ids = _found(actor, asked)
    rows = access.persons(actor, Q(id__in=ids)).defer("identity")
    known = _tokens_of(actor, rows)
    compared = [(row, compare(asked, known.get(row.id, {}))) for row in rows]
    compared = [one for one in compared if one[1].agreeing]
    compared.sort(key=lambda one: (one[1].order, one[0].label))
    tops = roots(actor, [row for row, _ in compared])
    first: dict[UUID, tuple[Person, Comparison]] = {}
    for row, comparison in compared:
        first.setdefault(tops[row.id], (row, comparison))
    return list(first.values())


def _found(actor: Actor, asked: Tokens) -> list[UUID]:
    """Whom the selective tokens lead to; those with most of them first."""
    selective = finding(asked)
    if not selective:
        return []
    which = Q()
    for kind in selective:
        which |= Q(kind=kind, token__in=asked[kind])
    rows = access.tokens(actor, which).values("person_id").annotate(shared=Count("id"))
    best = rows.order_by("-shared", "person_id")[:COMPARED]
    return list(best.values_list("person_id", flat=True))


def _tokens_of(actor: Actor, seen: "QuerySet[Person]") -> dict[UUID, Tokens]:
    found: dict[UUID, list[tuple[int, int]]] = {}
    rows = access.tokens_of(actor, seen).values_list("person_id", "kind", "token")
    for person_id, kind, token in rows:
        found.setdefault(person_id, []).append((kind, token))
    return {person_id: _by_kind(pairs) for person_id, pairs in found.items()}


def _by_kind(pairs: Iterable[tuple[int, int]]) -> Tokens:
    found: dict[Kind, set[int]] = {}
    for kind, token in pairs:
        found.setdefault(Kind(kind), set()).add(token)
    return {kind: frozenset(tokens) for kind, tokens in found.items()}


def _candidates(actor: Actor, found: list[tuple[Person, Comparison]]) -> tuple[Candidate, ...]:
    together = clusters(actor, [person for person, _ in found])
    roles = parts_of(actor, together)
    return tuple(
        Candidate(
            person=PersonRef(id=person.id, label=person.label),
            municipality=person.municipality,
            agreeing=comparison.agreeing,
            differing=comparison.differing,
            reason=comparison.reason,
            roles=roles.get(person.id, ()),
            together=together[person.id],
        )
        for person, comparison in found
    )
