"""The yearly check of looks: draw a sample by lot, and write down what was found."""

import secrets
from uuid import UUID

from django.db import transaction

from kmt.audit.actions.recording import Event, record
from kmt.audit.models import SampleCheck, SampledLook
from kmt.audit.queries.events import check_reader
from kmt.audit.queries.samples import looks_of_year
from kmt.audit.sampling import NUMBER, OUTCOMES, drawn
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotFound, Refused

SEED_LENGTH = 64
FIRST_YEAR = 2020


def draw_sample(*, by: Actor, year: int, number: int = NUMBER, seed: str = "") -> UUID:
    """Draw looks of a year by lot and keep them; without a seed the program draws that too.

    Raises ``Refused`` when nobody looked at anything in that year.
    """
    check_reader(by)
    if not FIRST_YEAR <= year <= clock.today().year or not 0 < number <= 500:
        raise Refused("Van dit jaar, of zo veel regels, kan geen steekproef worden getrokken.")
    seed = seed[:SEED_LENGTH] or secrets.token_hex(16)
    with transaction.atomic():
        chosen, out_of = drawn(seed, looks_of_year(year), number)
        if not chosen:
            raise Refused(f"In {year} keek niemand in gegevens van mensen.", "Kies een ander jaar.")
        sample = SampleCheck.objects.create(
            year=year, seed=seed, drawn_at=clock.now(), drawn_by=by.id, out_of=out_of
        )
        SampledLook.objects.bulk_create(SampledLook(sample=sample, seq=seq) for seq in chosen)
        _note(by, "create", sample.id, f"{year}|{seed}")
    return sample.id


def judge_look(*, by: Actor, sample_id: UUID, seq: int, outcome: str) -> None:
    """Write down what was found of one look of a sample; a code of ``OUTCOMES``."""
    check_reader(by)
    if outcome not in OUTCOMES:
        raise Refused("Kies wat je vond.")
    with transaction.atomic():
        looks = SampledLook.objects.select_for_update().filter(sample_id=sample_id, seq=seq)
        look = looks.first()
        if look is None:
            raise NotFound
        look.outcome, look.judged_at, look.judged_by = outcome, clock.now(), by.id
        look.save(update_fields=["outcome", "judged_at", "judged_by"])
        _note(by, "update", sample_id, f"{seq}|{outcome}")


def _note(by: Actor, action: str, sample_id: UUID, what: str) -> None:
    record(
        Event(
            actor=by,
            action=action,
            object_type="sample_check",
            object_id=str(sample_id),
            reason_text=what,
        )
    )
