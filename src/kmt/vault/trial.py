"""``./kmt bench vault``: the vault at the size of a large region, with invented people.

Asking whether a person is known among 200,000, and rotating the master key over the keys of
100,000. For a database that exists for this only; everything is made up from syllables.
"""

import random
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, islice

from kmt.access.actors import administrator, system_actor
from kmt.access.permissions import Permission
from kmt.access.rows import gate_open
from kmt.kernel import clock, master_key
from kmt.kernel.ids import new_id
from kmt.kernel.sealing import new_key, wrap
from kmt.vault.blinding import SUBJECT, Blinder
from kmt.vault.keys import key_for
from kmt.vault.models import BlindToken, DataKey, Person, PersonRole
from kmt.vault.queries import known_person
from kmt.vault.rotation import rotate
from kmt.vault.rules import Identity
from kmt.vault.rules.roles import DESK, VICTIM
from kmt.vault.rules.tokens import tokens_of
from kmt.vault.wordlists import wordlists
from kmt.vault.writing import sealed_parts

SEARCHES = 200
GOAL_SEARCH_MS = 100
GOAL_ROTATION_S = 10
BATCH = 2000
#: Labels that nobody has twice, whatever ids are drawn.
_NUMBERS = count()
Figures = dict[str, object]
SEED = 20261126
SYLLABLES = ("ba", "de", "ro", "ka", "li", "mo", "ne", "su", "ti", "vo", "wa", "ze", "ha", "jo")
PARTICLES = ("", "", "van ", "de ")
MAY_SEARCH = frozenset({Permission.VAULT_PERSON_SEARCH, Permission.VAULT_REACH_DESK})


def measure(persons: int, keys: int) -> Figures:
    """Make the people, search among them, and rotate the master key."""
    draw = random.Random(SEED)  # noqa: S311 - invented people, the same at every run
    began = time.perf_counter()
    make_people(draw, _people(draw, persons))
    made = time.perf_counter() - began
    return {
        "persons": persons,
        "made_s": round(made, 1),
        "known_person": _search(draw),
        "rotation": _rotate(keys),
    }


def _people(draw: random.Random, number: int) -> Iterator[Identity]:
    """Names as they fall: a few are everybody's, most are rare; many are born on 1 January."""
    given = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 3))) for _ in range(1500)]
    family = ["".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in range(12000)]
    for _ in range(number):
        first, last = (names[int(len(names) * draw.random() ** 3)] for names in (given, family))
        born = date(1955, 1, 1) + timedelta(days=draw.randrange(365 * 60))
        yield Identity(
            name=f"{first} {draw.choice(PARTICLES)}{last}".title(),
            birth_date=born.replace(day=1, month=1) if draw.random() < 0.1 else born,
            contact=f"06{draw.randrange(10**8):08d}",
        )


def make_people(draw: random.Random, people: Iterator[Identity], *, sealed: bool = False) -> None:
    """Persons with their search tokens, in bulk; who they are only where it is asked for.

    ``sealed``: their identity too, each under a key of its own. No search opens it.
    """
    by = system_actor("bench", purpose="bench", permissions=frozenset())
    blinder, world = Blinder(key_for(SUBJECT, by=by)), sorted(by.world)
    version, master = master_key.current()
    while batch := list(islice(people, BATCH)):
        persons = [_person(draw.choice(world)) for _ in batch]
        both = list(zip(persons, batch, strict=True))
        if sealed:
            DataKey.objects.bulk_create(_seal(one, known, version, master) for one, known in both)
        tokens = (token for person, known in both for token in _tokens(blinder, person, known))
        with gate_open(by, writing=True):
            Person.objects.bulk_create(persons)
            PersonRole.objects.bulk_create(_part(person) for person in persons)
            BlindToken.objects.bulk_create(tokens)


def _seal(person: Person, known: Identity, version: int, master: bytes) -> DataKey:
    """Put who they are on the person, as the vault does; returns the key it lies under."""
    key = new_key()
    person.identity_version = 1
    person.identity = sealed_parts(key, person, known)
    return _key(f"person:{person.id}", key, version, master)


def _person(municipality: str) -> Person:
    person_id = new_id()
    return Person(
        id=person_id,
        label=f"{next(_NUMBERS):08d}",
        municipality=municipality,
        identity={},
        registered_at=clock.now(),
    )


def _part(person: Person) -> PersonRole:
    return PersonRole(
        person=person, role=VICTIM, compartment=DESK, since=clock.now(), by="system:bench"
    )


def _tokens(blinder: Blinder, person: Person, known: Identity) -> Iterator[BlindToken]:
    lists = wordlists()
    found = tokens_of(known, clock.today(), lists.letters, lists.names_of)
    for kind, token in blinder.blind(found):
        yield BlindToken(person=person, kind=kind, token=token)


def _search(draw: random.Random) -> Figures:
    """Searches as a desk does them, each with a third of what is known left out or more."""
    times, hits = [], 0
    people = list(_people(random.Random(SEED), SEARCHES * 4))  # noqa: S311 - the same people
    for number in range(SEARCHES):
        asked = _half_remembered(draw, draw.choice(people))
        by = system_actor(f"bench{number}", purpose="bench", permissions=MAY_SEARCH)
        began = time.perf_counter()
        hits += bool(known_person(by, asked, "P_SIGNAL").candidates)
        times.append(time.perf_counter() - began)
    median = statistics.median(times) * 1000
    return {
        "goal_median_ms": GOAL_SEARCH_MS,
        "searches": SEARCHES,
        "found": hits,
        "median_ms": round(median, 1),
        "p95_ms": round(sorted(times)[SEARCHES * 95 // 100] * 1000, 1),
        "met": median < GOAL_SEARCH_MS,
    }


def _half_remembered(draw: random.Random, known: Identity) -> Identity:
    """What a reporter knows of this person: now the name alone, now a date with it or a number."""
    kept = set(draw.sample(("name", "birth_date", "contact"), draw.randint(1, 3)))
    return Identity(
        name=known.name if "name" in kept else "",
        birth_date=known.birth_date if "birth_date" in kept else None,
        contact=known.contact if "contact" in kept else "",
    )


def _rotate(number: int) -> Figures:
    """Keys as many as asked, and a rotation over all of them."""
    version, master = master_key.current()
    DataKey.objects.bulk_create(
        _key(f"person:{new_id()}", new_key(), version, master) for _ in range(number)
    )
    began = time.perf_counter()
    _, done = rotate(by=administrator())
    seconds = time.perf_counter() - began
    return {
        "goal_s": GOAL_ROTATION_S,
        "keys": done,
        "seconds": round(seconds, 2),
        "met": seconds < GOAL_ROTATION_S,
    }


def _key(subject: str, key: bytes, version: int, master: bytes) -> DataKey:
    return DataKey(
        subject=subject,
        wrapped=wrap(master, key),
        master_version=version,
        made_at=clock.now(),
    )
