"""Reading registrations at CoMensha: the one of a case, and those of the reader's cases."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from kmt.access.permissions import Permission
from kmt.care.joining import CaseRef, open_all, within
from kmt.exchange import access
from kmt.exchange.fields import asked_in
from kmt.exchange.models import OtherBasis, RegistrationStep, VictimRegistration
from kmt.exchange.reading import BasisLine, ConsentSaid, RegistrationView, StepLine
from kmt.exchange.rules import registering
from kmt.exchange.rules.registering import Consent, Mode, Standing
from kmt.exchange.states import Status, steps_from
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.decided import Decided, decided_to
from kmt.partners.queries import names_of
from kmt.vault.queries import consent_said

PURPOSE, RECIPIENT, DATA = "P_REGISTRATION", "comensha", "K_REGISTRATION"
#: The step that says that another basis was proposed.
BASIS = "basis_proposed"


def living(actor: Actor, case_id: UUID) -> VictimRegistration | None:
    """The registration of a case that is not withdrawn; for the actions and the page."""
    rows = VictimRegistration.objects.seen_by(actor, within(actor)).filter(case_id=case_id)
    return rows.exclude(state=Status.WITHDRAWN).first()


def registration(actor: Actor, case: CaseRef) -> RegistrationView | None:
    """The registration of a case with all that belongs to it; None when there is none.

    The caller opened the case, which is recorded; a withdrawn one shows until a new one is begun.
    """
    steps = RegistrationStep.objects.seen_by(actor, within(actor)).filter(case_id=case.id)
    found = list(steps.select_related("registration").order_by("at"))
    if not found:
        return None
    lives = [one for one in found if one.registration.state != Status.WITHDRAWN]
    row = (lives or found)[-1].registration
    return view_of(actor, row, case, [one for one in found if one.registration_id == row.id])


def view_of(
    actor: Actor,
    row: VictimRegistration,
    case: CaseRef,
    steps: Sequence[RegistrationStep] | None = None,
) -> RegistrationView:
    """A row in words, with what may be done with it now."""
    if steps is None:
        rows = RegistrationStep.objects.seen_by(actor, Q(registration=row))
        steps = list(rows.order_by("at"))
    said = consent_of(actor, case.person_id)
    shared = _decision_for(actor, row, case, said)
    lines, bases = _history(actor, row, case, steps)
    values, sources, number = contents(row)
    standing = standing_of(row, values, said, bases=bases, shared=shared)
    return RegistrationView(
        id=row.id,
        reference=row.reference,
        mode=Mode(row.mode),
        state=Status(row.state),
        dossier_type=row.dossier_type,
        comensha_number=number,
        version=row.version,
        values=values,
        sources=sources,
        standing=standing,
        consent=said,
        steps=lines,
        bases=bases,
        moves=tuple(
            (one.to, registering.may_step(standing, one.to, number="?", reason="?", new_type="?"))
            for one in steps_from(Status(row.state))
        ),
        may_file=registering.may_make_file(standing),
        disclosure_id=shared.id if shared else None,
        made_at=clock.local(row.made_at),
    )


def _decision_for(
    actor: Actor, row: VictimRegistration, case: CaseRef, said: ConsentSaid
) -> Decided | None:
    """The decision to share, asked only where something follows from it: a name that may go now."""
    named = (row.mode, row.state) == (Mode.IDENTIFIED, Status.BASIS_CHECKED)
    return shared_with_comensha(actor, case.person_id, said) if named else None


def standing_of(
    row: VictimRegistration,
    values: registering.Values,
    said: ConsentSaid,
    *,
    bases: Sequence[BasisLine],
    shared: Decided | None,
) -> Standing:
    """What the rules need to know; the page and the acts both ask here."""
    mode = Mode(row.mode)
    known = asked_in(count=mode is Mode.COUNT, dossier_type=row.dossier_type)
    return Standing(
        state=Status(row.state),
        mode=mode,
        dossier_type=row.dossier_type,
        consent=Consent(said.state),
        other_basis=any(one.agrees for one in bases[:1]),
        shared=shared is not None,
        file_made=row.file_version == row.version,
        missing=registering.missing(values, known, row.dossier_type),
    )


def consent_of(actor: Actor, person_id: UUID) -> ConsentSaid:
    """What the person said about registration at CoMensha, as it holds today."""
    if not actor.may(Permission.VAULT_CONSENT_READ):
        return ConsentSaid(state=Consent.NOT_ASKED, readable=False)
    step = consent_said(actor, person_id, purpose=PURPOSE, recipient=RECIPIENT)
    return ConsentSaid(
        state=step.state_on(clock.today()),
        given_by=step.given_by,
        form=step.form,
        valid_until=step.valid_until,
    )


def shared_with_comensha(actor: Actor, person_id: UUID, said: ConsentSaid) -> Decided | None:
    """The decision to share the national set with CoMensha that holds today.

    One that was decided on consent ends with that consent.
    """
    if not actor.may(Permission.LAWFULNESS_DISCLOSURE_READ):
        return None
    found = decided_to(actor, person_id, recipient=RECIPIENT, purpose=PURPOSE)
    if found is None or DATA not in found.data:
        return None
    return None if found.on_consent and said.state != Consent.GIVEN else found


def contents(
    row: VictimRegistration,
) -> tuple[dict[str, tuple[str, ...]], dict[str, str], str]:
    """What was filled in, where each field comes from, and the number CoMensha gave."""
    sealed = [
        (row.case_id, column, row.id, bytes(getattr(row, column)))
        for column in ("values", "comensha_number")
    ]
    text, number = open_all(sealed)
    found = json.loads(text or "{}")
    values = {code: tuple(value) for code, (value, _source) in found.items()}
    return values, {code: source for code, (_value, source) in found.items()}, number


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationLine:
    """One registration in the list."""

    case_id: UUID
    reference: str
    mode: str
    state: str
    dossier_type: str


def registrations(actor: Actor) -> tuple[RegistrationLine, ...]:
    """The living registrations of the reader's cases, those that are not with CoMensha first."""
    rows = VictimRegistration.objects.seen_by(actor, within(actor))
    found = rows.exclude(state__in=(Status.WITHDRAWN,)).order_by("state", "-made_at")[:200]
    return tuple(
        RegistrationLine(
            case_id=row.case_id,
            reference=row.reference,
            mode=row.mode,
            state=row.state,
            dossier_type=row.dossier_type,
        )
        for row in found
    )


def bases_to_decide(actor: Actor) -> tuple[BasisLine, ...]:
    """Other bases of colleagues that wait for this actor as the second person, oldest first."""
    rows = OtherBasis.objects.seen_by(actor, access.to_decide(actor))
    return _basis_lines(actor, list(rows.order_by("proposed_at")[:50]))


def _history(
    actor: Actor, row: VictimRegistration, case: CaseRef, steps: Sequence[RegistrationStep]
) -> tuple[tuple[StepLine, ...], tuple[BasisLine, ...]]:
    """The steps, oldest first, and the proposals of another basis, newest first."""
    proposed = any(one.event == BASIS for one in steps)
    bases = list(OtherBasis.objects.seen_by(actor, Q(registration=row))) if proposed else []
    names = {actor.id: actor.name, case.coordinator: case.coordinator_name}
    if others := {one.by for one in steps} - set(names):
        names |= names_of(others)
    words = open_all((one.case_id, "words", one.id, bytes(one.words)) for one in steps)
    lines = tuple(
        StepLine(
            event=one.event,
            state=one.state,
            mode=one.mode,
            dossier_type=one.dossier_type,
            channel=one.channel,
            happened_on=one.happened_on,
            words=text,
            at=clock.local(one.at),
            by=names.get(one.by, ""),
        )
        for one, text in zip(steps, words, strict=True)
    )
    return lines, _basis_lines(actor, bases)


def _basis_lines(actor: Actor, rows: Sequence[OtherBasis]) -> tuple[BasisLine, ...]:
    if not rows:
        return ()
    names = names_of({one.proposed_by for one in rows} | {one.decided_by for one in rows})
    sealed = [
        (one.case_id, column, one.id, bytes(getattr(one, column)))
        for one in rows
        for column in ("reasons", "answer")
    ]
    texts = iter(open_all(sealed))
    return tuple(
        BasisLine(
            id=one.id,
            ground=one.ground,
            reasons=next(texts),
            answer=next(texts),
            proposed_by=names.get(one.proposed_by, ""),
            proposed_at=clock.local(one.proposed_at),
            agrees=one.agrees,
            decided_by=names.get(one.decided_by, ""),
            mine=one.proposed_by == actor.id,
        )
        for one in rows
    )
