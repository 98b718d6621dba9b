"""What a registration starts with: what the rooms below know already, and where it comes from.

A value comes in once, when the registration begins; what is typed here afterwards stands. Where no
room knows it, it is asked.
"""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from kmt.care.joining import CaseRef
from kmt.exchange.rules.registering import UNKNOWN
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.safety.queries import safety_of
from kmt.shelter.queries import of_case
from kmt.situation.queries import SituationRead, situation_of
from kmt.tracks.queries import entered
from kmt.vault.queries import open_identity
from kmt.vault.rules.identity import age_on

#: Where a value can come from, in words.
SOURCES: dict[str, str] = {
    "care": "zorgcasus",
    "vault": "kluis",
    "region": "deze regio",
    "situation": "situatie in de casus",
    "tracks": "procedures in de casus",
    "shelter": "opvang in de casus",
    "safety": "veiligheid in de casus",
    "typed": "hier ingevuld",
}
#: Lower limits of the code list ``age_band``.
_BANDS = (
    (60, "age_60_plus"),
    (40, "age_40_59"),
    (28, "age_28_39"),
    (23, "age_23_27"),
    (18, "age_18_22"),
    (16, "age_16_17"),
    (12, "age_12_15"),
    (0, "under_12"),
)
#: Steps and facts of the tracks that answer a field with yes.
_STEPS = {
    "police_contact": "police_contact",
    "criminal_complaint": "complaint",
    "reflection_start": "reflection",
    "other_cooperation": "other_cooperation",
    "dublin": "dublin",
}
Found = Iterator[tuple[str, tuple[str, ...], str]]
_YEAR = re.compile(r"\d{4}")
Known = dict[str, tuple[tuple[str, ...], str]]


def band_of(age: int | None) -> str:
    """The age band of the code list; unknown when no age is known."""
    if age is None:
        return UNKNOWN
    return next(code for least, code in _BANDS if age >= least)


def known_already(actor: Actor, case: CaseRef) -> Known:
    """Values by field with their source; the look at the vault is recorded as "handing over"."""
    found: Known = {
        "reporter_type": (("CARE_COORD",), "region"),
        "earlier_reported": ((UNKNOWN,), "care"),
    }
    if case.forms:
        found["forms"] = (case.forms, "care")
    for look in (_from_vault, _from_situation, _from_tracks, _from_shelter):
        for code, values, source in look(actor, case):
            if values:
                found[code] = (values, source)
    return found


def agreed_for_safety(actor: Actor, case_id: UUID) -> str:
    """What is agreed for safety in the case, in words for a package; empty when nothing is."""
    found = safety_of(actor, case_id)
    plan, now = found.plan, found.now
    parts = []
    if now is not None:
        parts += [f"In acuut gevaar: {now.emergency}"] if now.emergency else []
    if plan is not None:
        parts += [
            f"{label}: {text}"
            for label, text in (
                ("Waarschuwingstekens", plan.warning_signs),
                ("Wat de persoon zelf doet", plan.own_steps),
                ("Wat anderen doen", plan.others_steps),
                ("Wie eerst bellen", plan.call_order),
            )
            if text
        ]
    return "\n".join(parts)


def _from_vault(actor: Actor, case: CaseRef) -> Found:
    """The age band alone: a day of birth is kept nowhere but in the vault."""
    identity = open_identity(actor, case.person_id, reason="handover")
    today = clock.today()
    opened_on = clock.local(case.opened_at).date()
    yield "age_band", (band_of(age_on(identity, opened_on, today)),), "vault"


def _from_situation(actor: Actor, case: CaseRef) -> Found:
    """The newest exploitation of the person of the case, as it holds now."""
    mine = [one for one in situation_of(actor, case).situations if one.member_id is None]
    if not mine:
        return
    for code, values in _situation_values(mine[0]):
        yield code, tuple(dict.fromkeys(filter(None, values))), "situation"


def _situation_values(one: SituationRead) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "forms", one.forms
    yield "sector", one.sectors
    yield "year_from", tuple(_YEAR.findall(one.started)[:1])
    yield "year_to", tuple(_YEAR.findall(one.ended)[:1])
    yield "ongoing", (one.ongoing,) if one.ongoing in {"yes", "no", UNKNOWN} else ()
    yield "geography", (one.shown_geography,)
    yield "country_of_recruitment", (one.recruited_in,)
    yield "recruitment", one.coded.get("recruitment", ())
    yield "means", one.coded.get("means", ())


def _from_tracks(actor: Actor, case: CaseRef) -> Found:
    """What was entered and still counts; that something was not entered says nothing."""
    days: dict[str, date] = {one.step: one.on for one in entered(actor, case.id) if one.counts}
    for step, code in _STEPS.items():
        if step in days:
            yield code, ("yes",), "tracks"
    if "intake_interview" in days:
        yield "intake_interview_on", (days["intake_interview"].isoformat(),), "tracks"


def _from_shelter(actor: Actor, case: CaseRef) -> Found:
    """The newest request for shelter, and the day on which it is needed."""
    requests = of_case(actor, case.id).requests
    if requests:
        yield "shelter_wanted", ("yes",), "shelter"
        yield "shelter_type", (requests[0].kind,), "shelter"
        yield "urgent_on", (requests[0].needed_by.isoformat(),), "shelter"
