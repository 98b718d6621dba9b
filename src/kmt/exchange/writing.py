"""The parts of which the acts of this room are made; each runs inside an act of its caller."""

import json
from collections.abc import Collection
from datetime import date
from uuid import UUID

from kmt.care.joining import CaseRef, drop_due, note_event, seal, set_due, set_glance
from kmt.exchange import wording
from kmt.exchange.fields import asked_in
from kmt.exchange.models import Handover, RegistrationStep, VictimRegistration
from kmt.exchange.prefill import Known
from kmt.exchange.queries.registrations import living, view_of
from kmt.exchange.rules.registering import Consent, Mode, Values, named_no_more
from kmt.exchange.states import Going, Status
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id, random_number
from kmt.kernel.refusals import Conflict, Invalid

ROOM = "exchange"
TAKE_BACK, ANSWER, EXPIRES = "take-back", "answer", "consent-ends"
LOST = "de toestemming geldt niet meer"
#: What the state of a package means for the steps of its case.
FACTS: dict[str, str] = {Going.WAITING: "handover_waits", Going.ACCEPTED: "accepted_elsewhere"}


def free_reference() -> str:
    """A number for a registration that is not taken, drawn by lot."""
    year = clock.today().year
    number = random_number("R", year)
    while VictimRegistration.objects.filter(reference=number).exists():
        number = random_number("R", year)
    return number


def sealed_values(by: Actor, row: VictimRegistration, known: Known) -> bytes:
    """The values with their sources, sealed; nothing that this kind and type do not hold."""
    count = row.mode == Mode.COUNT
    kept = {one.code for one in asked_in(count=count, dossier_type=row.dossier_type)}
    found = {code: [list(value), source] for code, (value, source) in known.items() if code in kept}
    return seal(by, row.case_id, "values", row.id, json.dumps(found, ensure_ascii=False))


def merged(values: Values, sources: dict[str, str], typed: Values) -> Known:
    """What was typed over what was known: a value that did not change keeps its source."""
    found: Known = {code: (value, sources.get(code, "typed")) for code, value in values.items()}
    for code, value in typed.items():
        same = values.get(code, ()) == value
        found[code] = (value, sources.get(code, "typed") if same else "typed")
    return {code: (value, source) for code, (value, source) in found.items() if value}


def held_row(row: VictimRegistration, version: int) -> VictimRegistration:
    """The row, held, if it is still what the page showed; whoever comes second is refused."""
    found = VictimRegistration.objects.select_for_update().get(pk=row.pk)
    if found.version != version:
        raise Conflict(
            "Deze registratie is intussen gewijzigd.",
            "Kijk wat er nu staat; wat je typte staat er nog.",
        )
    return found


def note_step(
    by: Actor,
    row: VictimRegistration,
    event: str,
    *,
    words: str = "",
    happened_on: date | None = None,
    channel: str = "",
) -> None:
    """Keep a step in the history of a registration."""
    step_id = new_id()
    RegistrationStep(
        id=step_id,
        case_id=row.case_id,
        registration=row,
        event=event,
        state=row.state,
        mode=row.mode,
        dossier_type=row.dossier_type,
        channel=channel,
        happened_on=happened_on or clock.today(),
        words=seal(by, row.case_id, "words", step_id, words) if words.strip() else b"",
        at=clock.now(),
        by=by.id,
    ).save()


def show(by: Actor, case: CaseRef) -> None:
    """The one line on the page of the case about what leaves it, and what must happen for that."""
    row, going = living(by, case.id), _newest(case.id)
    lines: list[str] = []
    kinds: list[str] = []
    facts: list[str] = []
    if row is not None:
        lost = _show_registration(by, row, case)
        state = f"{wording.status_word(row.state)}, {wording.mode_word(row.mode)}"
        lines.append(f"CoMensha: {LOST if lost else state}")
        kinds.append("stop" if lost else "ok" if row.state == Status.CONFIRMED else "info")
    else:
        drop_due(by, case.id, room=ROOM, key=TAKE_BACK)
        drop_due(by, case.id, room=ROOM, key=EXPIRES, done=False)
    if going is not None:
        lines.append(f"Overdracht aan {going.to_name}: {wording.going_word(going.state)}")
        kinds.append(wording.state_kind(going.state))
        facts += [FACTS[going.state]] if going.state in FACTS else []
    kind = next((one for one in ("stop", "warn", "ok", "info") if one in kinds), "")
    until = going.due if going is not None and going.state == Going.WAITING else None
    set_glance(by, case.id, room=ROOM, text="; ".join(lines), kind=kind, until=until, facts=facts)


def _newest(case_id: UUID) -> Handover | None:
    return Handover.objects.filter(case_id=case_id).order_by("-made_at").first()


def _show_registration(by: Actor, row: VictimRegistration, case: CaseRef) -> bool:
    """What must happen for a registration; whether a name in it has lost its ground."""
    seen = view_of(by, row, case)
    lost = bool(named_no_more(seen.standing))
    if lost:
        set_due(
            by,
            case.id,
            room=ROOM,
            key=TAKE_BACK,
            what="Registratie met naam bij CoMensha terugnemen: de toestemming geldt niet meer",
            due=clock.today(),
        )
    else:
        drop_due(by, case.id, room=ROOM, key=TAKE_BACK)
    show_consent_end(by, row, seen.consent.state, seen.consent.valid_until)
    return lost


def show_consent_end(by: Actor, row: VictimRegistration, consent: str, until: date | None) -> None:
    """A line for the day on which a consent ends (CON-01): it carries its own last day."""
    named = row.mode == Mode.IDENTIFIED and consent == Consent.GIVEN
    if named and until is not None and row.state != Status.WITHDRAWN:
        set_due(
            by,
            row.case_id,
            room=ROOM,
            key=EXPIRES,
            what="Toestemming voor de registratie verloopt: vraag haar opnieuw",
            due=until,
            rule="CON-01",
        )
    else:
        drop_due(by, row.case_id, room=ROOM, key=EXPIRES, done=False)


def show_waiting(by: Actor, row: Handover) -> None:
    """As long as nobody accepted, the case stays here, with a line for the answer (HND-01)."""
    set_due(
        by,
        row.case_id,
        room=ROOM,
        key=ANSWER,
        what=f"Antwoord op de overdracht van {row.to_name}; tot dan ben jij verantwoordelijk",
        due=row.due,
        rule="HND-01",
    )
    note_event(by, row.case_id, "exchange.handover_sent", text=row.to_name)


def require_code(code: str, known: Collection[str], field: str, sentence: str) -> None:
    """Refuse a code that is not in the list that was offered."""
    if code not in known:
        raise Invalid(sentence, fields={field: sentence})
