"""The parts of which the actions of the desk are made; each runs inside an act of its caller."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.intake.actions import name_in_report, offer_again, set_beside
from kmt.intake.queries import standing
from kmt.intake.reading import PersonInReport, Standing
from kmt.intake.retained import REPORT, owner_of
from kmt.intake.rules import CARE, NO_DECISION_YET, UNKNOWN, PersonToAdd
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Invalid
from kmt.partners.terms import term_end
from kmt.retention.queries import kept_for_now
from kmt.triage import access, handing, rules
from kmt.triage.models import IndicatorObservation, SecondLook, Triage
from kmt.triage.rules import Weighing
from kmt.vault.actions import hand_to_care, index_text, register_person, seal_text
from kmt.vault.rules import column_of
from kmt.vocabulary import queries as vocabulary

OBSERVED = "observed"
TRIAGE = Permission.INTAKE_REPORT_TRIAGE


def changing(by: Actor, report_id: UUID) -> AbstractContextManager[None]:
    """The act of changing a report: permission, rule, one line in the record."""
    return act(by, TRIAGE, action="update", object_type=REPORT, object_id=str(report_id))


def with_facts(
    report: Standing, weighing: Weighing, answers: Mapping[str, str], person: PersonToAdd | None
) -> Weighing:
    """The weighing with what the rules look at and the page cannot be trusted to say."""
    seen = [name for name, answer in answers.items() if answer == OBSERVED]
    return replace(
        weighing,
        critical_observed=tuple(n for n in seen if vocabulary.indicator(n).critical),
        minors=report.minors,
        persons=len(report.persons) + (person is not None),
    )


def check_codes(
    report: Standing, weighing: Weighing, answers: Mapping[str, str], sources: Mapping[str, str]
) -> None:
    """Refuse, in a sentence, a word that no list of the vocabulary holds on the report's day."""
    on = clock.local(report.received_at).date()
    vocabulary.code("urgency", weighing.urgency, on)
    vocabulary.code("suspicion_level", weighing.suspicion, on)
    for form in weighing.forms:
        vocabulary.code("exploitation_form", form, on)
    if weighing.outcome != NO_DECISION_YET:
        vocabulary.code("report_outcome", weighing.outcome, on)
    if weighing.safety:
        vocabulary.code("safety_level", weighing.safety, on)
    for receiver in weighing.forward_to:
        vocabulary.code("signal_receiver", receiver, on)
    for answer in set(answers.values()):
        vocabulary.code("observation_answer", answer, on)
    for source in set(sources.values()):
        vocabulary.code("observation_source", source, on)


def refuse(found: tuple[rules.Objection, ...]) -> None:
    """Raise what stands in the way, each objection at its field, the first one on top."""
    if found:
        fields = {one.field: str(one) for one in reversed(found)}
        raise Invalid(found[0].sentence, found[0].next_step, fields=fields)


def keep_triage(
    by: Actor,
    report: Standing,
    weighing: Weighing,
    answers: Mapping[str, str],
    sources: Mapping[str, str],
) -> None:
    """Keep one weighing with its reasons sealed, and the answer to each indicator."""
    triage_id = new_id()
    why = weighing.urgency_reason.strip()
    triage = Triage.objects.create(
        id=triage_id,
        report_id=report.id,
        suspicion=weighing.suspicion,
        urgency=weighing.urgency,
        urgency_reason=sealed(by, report.id, column_of("urgency_reason", triage_id), why),
        forms=list(weighing.forms),
        safety=weighing.safety,
        advice=sealed(by, report.id, column_of("advice", triage_id), weighing.advice.strip()),
        outcome=weighing.outcome,
        forward_to=list(weighing.forward_to),
        reasons=sealed(by, report.id, column_of("reasons", triage_id), weighing.reasons.strip()),
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )
    on = clock.local(report.received_at).date()
    IndicatorObservation.objects.bulk_create(
        IndicatorObservation(
            triage=triage,
            indicator=name,
            version=vocabulary.indicator(name, on).version,
            answer=answer,
            source=sources.get(name, "") if answer != UNKNOWN else "",
        )
        for name, answer in answers.items()
    )


def newest_triage(by: Actor, report_id: UUID) -> Triage:
    """The weighing that stands now, as far as the report exists for this actor."""
    found = Triage.objects.seen_by(by, access.visible(by)).filter(report_id=report_id)
    newest = found.order_by("at").last()
    if newest is None:
        raise Conflict("Deze melding is nog niet gewogen.", "Weeg haar eerst.")
    return newest


def keep_look(by: Actor, report_id: UUID, triage: Triage, *, agrees: bool, reasons: str) -> None:
    """Keep what a colleague thinks of a weighing, the reasons sealed."""
    look_id = new_id()
    SecondLook.objects.create(
        id=look_id,
        triage=triage,
        agrees=agrees,
        reasons=sealed(by, report_id, column_of("look", look_id), reasons) if reasons else b"",
        by=by.id,
        by_name=by.name,
        at=clock.now(),
    )


def take_effect(by: Actor, report_id: UUID, outcome: str) -> None:
    """Let a decision take effect: its outcome, the term of feedback, and who takes over."""
    report = standing(by, report_id)
    due_at = term_end(rules.FEEDBACK_TERM, report.runs_from)
    set_beside(by=by, report_id=report_id, outcome=outcome, due_at=due_at)
    if outcome == CARE:
        hand_over(by, report_id)
    if outcome == rules.PGA:
        report = standing(by, report_id)
        handing.hand(by, report, handing.PGA, clock.today(), _routing_facts(by, report))


def sealed(by: Actor, report_id: UUID, column: str, text: str) -> bytes:
    """A text about a report, sealed under the key of the report, and found by its words."""
    subject = owner_of(report_id).subject
    index_text(by=by, subject=subject, part=column, text=text)
    return seal_text(by=by, subject=subject, column=column, text=text)


def put_down(by: Actor, report: Standing, version: int, person: PersonToAdd) -> PersonInReport:
    """Put someone in the vault; the report keeps a pseudonym, a label and a role."""
    refuse(rules.objections_to_role(person.role))
    ref = register_person(
        by=by, identity=person.identity, municipality=report.municipality, role=person.role
    )
    return name_in_report(by=by, report_id=report.id, version=version, person=ref, role=person.role)


def hand_over(by: Actor, report_id: UUID) -> None:
    """Hand a report to care by a transfer; who goes along can be found there from now on."""
    report = standing(by, report_id)
    hand_to_care(by=by, person_ids=[one.id for one in report.persons])
    offer_again(by=by, report_id=report_id)
    handing.hand(by, report, handing.CARE, clock.today(), _routing_facts(by, report))


def _routing_facts(by: Actor, report: Standing) -> frozenset[str]:
    """What the matrix asks of a report that goes: decided in time, or why it may go later."""
    decided = Triage.objects.filter(report_id=report.id).exclude(outcome=NO_DECISION_YET)
    first = decided.order_by("at").values_list("at", flat=True).first()
    in_time = clock.local(first or clock.now()).date() <= report.route_before
    so = {
        "routed_in_time": in_time,
        "term_prolonged": not in_time and kept_for_now(by, REPORT, report.id),
        "acute_danger": report.urgency == "U1",
    }
    return frozenset(name for name, holds in so.items() if holds)
