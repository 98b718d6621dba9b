"""Random single changes to a copy of the record: each is found.

The suite tries some; the whole proof takes minutes and its outcome stands in
``docs/privacy/audit-proof.md``:

    KMT_TAMPER_CHANGES=10000 KMT_TAMPER_EVENTS=1000 .venv/bin/python -m pytest -q -s \
        tests/audit/test_tampering.py

The one who changes has all rights on the database, and brings the counter in it in line where that
could hide the change; what he has not are the keys and the places outside.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.db.models import F

from kmt.access.actors import REPORTER
from kmt.audit.actions import ACTIONS, Event, record
from kmt.audit.actions.signing import deliver_heads, sign_head
from kmt.audit.models import AuditEvent, ChainHead
from kmt.audit.queries import verify
from kmt.kernel.ids import new_id

CHANGES = int(os.environ.get("KMT_TAMPER_CHANGES", "200"))
EVENTS = int(os.environ.get("KMT_TAMPER_EVENTS", "40"))
SEED = int(os.environ.get("KMT_TAMPER_SEED", "1"))
TEXTS = [
    field.name
    for field in AuditEvent._meta.fields
    if field.name not in {"seq", "event_id", "timestamp_utc"}
]
Change = Callable[[random.Random], None]


@pytest.fixture
def copy(settings, tmp_path, django_capture_on_commit_callbacks, db) -> None:
    """A record with heads in a folder outside, and the triggers out of the way."""
    settings.KMT_AUDIT_DROP = str(tmp_path / "elsewhere")
    Path(settings.KMT_AUDIT_DROP).mkdir()
    words = sorted(ACTIONS)
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(EVENTS):
            record(
                Event(
                    actor=REPORTER,
                    action=words[number % len(words)],
                    object_type="report",
                    object_id=str(number),
                )
            )
    sign_head()
    deliver_heads()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                cursor.execute(f"drop trigger audit_event_{name}")
        else:
            cursor.execute("alter table audit_auditevent disable trigger user")


def any_event(chance: random.Random) -> AuditEvent:
    return AuditEvent.objects.get(seq=chance.randint(1, EVENTS))


def rows(event: AuditEvent):
    return AuditEvent.objects.filter(seq=event.seq)


def flip_text(chance: random.Random) -> None:
    """One bit of one sign of one field; an empty field gets a sign."""
    event, field = any_event(chance), chance.choice(TEXTS)
    text = getattr(event, field)
    if not text:
        rows(event).update(**{field: chr(chance.randint(33, 126))})
        return
    place = chance.randrange(len(text))
    other = chr(ord(text[place]) ^ 1 << chance.randrange(5))
    rows(event).update(**{field: text[:place] + other + text[place + 1 :]})


def flip_moment(chance: random.Random) -> None:
    event = any_event(chance)
    by = timedelta(microseconds=chance.choice([-1, 1]) * 10 ** chance.randrange(12))
    rows(event).update(timestamp_utc=event.timestamp_utc + by)


def flip_id(chance: random.Random) -> None:
    rows(any_event(chance)).update(event_id=new_id())


def delete(chance: random.Random) -> None:
    any_event(chance).delete()


def delete_and_close(chance: random.Random) -> None:
    """Take one out, number the rest anew, and bring the counter in line."""
    gone = any_event(chance).seq
    AuditEvent.objects.filter(seq=gone).delete()
    AuditEvent.objects.filter(seq__gt=gone).update(seq=-F("seq"))
    AuditEvent.objects.filter(seq__lt=0).update(seq=-F("seq") - 1)
    follow()


def swap(chance: random.Random) -> None:
    """Two events change places."""
    one, other = chance.sample(range(1, EVENTS + 1), 2)
    AuditEvent.objects.filter(seq=one).update(seq=-1)
    AuditEvent.objects.filter(seq=other).update(seq=one)
    AuditEvent.objects.filter(seq=-1).update(seq=other)


def insert(chance: random.Random) -> None:
    """Put a copy of one in between, or at the end, and bring the counter in line."""
    values = rows(any_event(chance)).values().get()
    place = chance.randint(1, EVENTS + 1)
    AuditEvent.objects.filter(seq__gte=place).update(seq=-F("seq"))
    AuditEvent.objects.filter(seq__lt=0).update(seq=1 - F("seq"))
    AuditEvent.objects.create(**values | {"seq": place, "event_id": new_id()})
    follow()


def truncate(chance: random.Random) -> None:
    """Cut the tail off and bring the counter in line."""
    AuditEvent.objects.filter(seq__gt=chance.randrange(EVENTS)).delete()
    follow()


def follow() -> None:
    last = AuditEvent.objects.order_by("-seq").first()
    if last is None:
        ChainHead.objects.filter(id=1).delete()
    else:
        ChainHead.objects.filter(id=1).update(seq=last.seq, hash=last.hash)


KINDS: tuple[Change, ...] = (
    *(flip_text, flip_text, flip_text, flip_moment, flip_id),
    *(delete, delete_and_close, swap, insert, truncate),
)


def test_every_random_change_to_a_copy_of_the_record_is_found(copy):
    chance = random.Random(SEED)
    assert verify().breaks == ()
    tried: Counter[str] = Counter()
    missed = []
    for number in range(CHANGES):
        change = chance.choice(KINDS)
        with transaction.atomic():
            change(chance)
            if not verify().breaks:
                missed.append((number, change.__name__))
            transaction.set_rollback(True)
        tried[change.__name__] += 1
    sys.stdout.write(
        f"\n{CHANGES} changes to {EVENTS} events, seed {SEED}: {dict(sorted(tried.items()))}\n"
        f"found {CHANGES - len(missed)}, missed {len(missed)}\n"
    )
    assert missed == []
    assert len(tried) == len(set(KINDS))
    assert verify().breaks == (), "every change was undone again"
