"""Every write of a registration at CoMensha: begin, fill in, check the basis, make the file, move
it on.

Each act is one act on the case: everything is kept, or nothing, with one line in the record.
Sending itself is done by hand, outside; here stands that it was done, by whom and when.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kmt.access.acts import act
from kmt.access.permissions import Permission
from kmt.care.joining import note_event, opened, seal, within, working_on
from kmt.exchange import access, codes, filing, wording
from kmt.exchange.models import OtherBasis, VictimRegistration
from kmt.exchange.prefill import known_already
from kmt.exchange.queries.registrations import (
    BASIS,
    consent_of,
    contents,
    living,
    view_of,
)
from kmt.exchange.reading import RegistrationView
from kmt.exchange.rules import registering as rules
from kmt.exchange.rules.registering import Consent, Mode, Values
from kmt.exchange.states import BEGIN, OPEN, Status
from kmt.exchange.writing import (
    free_reference,
    held_row,
    merged,
    note_step,
    require_code,
    sealed_values,
    show,
)
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Conflict, Decision, Invalid, NotFound, Refused
from kmt.teamwork.known import know
from kmt.teamwork.rules import KnownKind
from kmt.vocabulary.queries import codes_of

REASON = "registration"
TABLE, DOCUMENT = "csv", "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAsked:
    """A wish to move a registration: where to, when and how it was done, what goes with it."""

    to: Status
    version: int
    reason: str = ""
    number: str = ""
    dossier_type: str = ""
    channel: str = ""
    happened_on: date | None = None


def begin(*, by: Actor, case_id: UUID, dossier_type: str, token: UUID | None = None) -> UUID:
    """Begin the registration of a case with what is known already; sent twice, one is begun."""
    token = token or new_id()
    sent = VictimRegistration.objects.seen_by(by, within(by)).filter(token=token).first()
    if sent is not None:
        return sent.id
    row_id, seen = new_id(), opened(by, case_id, part="exchange", emergency=False)
    with working_on(by, case_id, reason=REASON) as case:
        if living(by, case_id) is not None:
            raise Conflict(
                "Er is al een registratie van deze casus.", "Werk die bij, of neem die terug."
            )
        said = consent_of(by, case.person_id)
        mode = rules.mode_by_rule(Consent(said.state))
        rules.may_have_type(dossier_type, mode, codes_of("dossier_type")).check()
        row = VictimRegistration(
            id=row_id,
            case_id=case_id,
            reference=free_reference(),
            mode=mode,
            state=BEGIN,
            dossier_type=dossier_type,
            made_at=clock.now(),
            made_by=by.id,
            token=token,
        )
        row.values = sealed_values(by, row, known_already(by, seen))
        row.save(force_insert=True)
        note_step(by, row, "begun")
        note_event(by, case_id, "exchange.registration", text=wording.dossier_word(dossier_type))
        show(by, case)
    return row_id


def fill_in(*, by: Actor, case_id: UUID, version: int, typed: Values) -> None:
    """Keep what was filled in; a registration that is with CoMensha or checked is opened first."""
    if wrong := rules.wrong(typed, clock.today()):
        raise Invalid("Kijk de gemarkeerde velden na.", fields=wrong)
    with working_on(by, case_id, reason=REASON) as case:
        row = held_row(_one(by, case_id), version)
        if Status(row.state) not in OPEN:
            raise Refused(
                "Deze registratie ligt vast.", "Zet haar terug naar concept om iets te wijzigen."
            )
        values, sources, _number = contents(row)
        row.values = sealed_values(by, row, merged(values, sources, typed))
        row.version += 1
        row.save()
        note_step(by, row, "saved")
        show(by, case)


def check_basis(*, by: Actor, case_id: UUID, version: int) -> None:
    """Ask the vault how the consent stands: with a name, or as a count, and whether it is whole.

    A count keeps only what may stand in a count: what else was filled in goes at once.
    """
    with working_on(by, case_id, reason=REASON) as case:
        row = held_row(_one(by, case_id), version)
        seen = view_of(by, row, case)
        consent = seen.standing.consent
        row.mode = rules.mode_by_rule(consent, other_basis=seen.standing.other_basis)
        if row.mode == Mode.COUNT:
            row.dossier_type = rules.REGISTRATION
        row.values = sealed_values(by, row, merged(seen.values, seen.sources, {}))
        row.version += 1
        standing = view_of(by, row, case).standing
        waits = consent is Consent.ASKED and row.state == Status.DRAFT
        to = Status.CONSENT_PENDING if waits else Status.BASIS_CHECKED
        if standing.state != to:
            rules.may_step(standing, to).check()
        row.state = to
        row.save()
        why = rules.why_mode(consent, other_basis=standing.other_basis)
        note_step(by, row, "basis", words=why)
        show(by, case)


def make_file(*, by: Actor, case_id: UUID, version: int, kind: str) -> tuple[bytes, str]:
    """Make the file, as a table or as a document; returns it with a name that says nothing.

    With a name this is sharing: it needs a decision to share with CoMensha that holds today.
    """
    with working_on(by, case_id, reason="registration_file") as case:
        row = held_row(_one(by, case_id), version)
        seen = view_of(by, row, case)
        rules.may_make_file(seen.standing).check()
        moment = clock.local(clock.now())
        lines = filing.lines_for(by, case, seen, moment=moment)
        made = (
            filing.as_table(lines)
            if kind == TABLE
            else filing.as_document(lines, seen, moment=moment)
        )
        row.file_version = row.version
        row.disclosure_id = seen.disclosure_id if row.mode == Mode.IDENTIFIED else None
        row.save()
        note_step(by, row, "file", words=kind)
        if row.mode == Mode.IDENTIFIED:
            know(by, case_id, KnownKind.REGISTRATION, receiver="CoMensha")
    return made, f"registratie.{kind}"


def move(*, by: Actor, case_id: UUID, asked: StepAsked) -> None:
    """Take a step of the table; what was done outside carries its own day and way."""
    day = asked.happened_on or clock.today()
    if day > clock.today():
        later = "Deze dag moet nog komen. Kies vandaag of eerder."
        raise Invalid(later, fields={"happened_on": later})
    with working_on(by, case_id, reason=REASON) as case:
        row = held_row(_one(by, case_id), asked.version)
        seen = view_of(by, row, case)
        _may_move(seen, asked).check()
        keeps_file = row.file_version == row.version
        row.state, row.version = asked.to, row.version + 1
        if keeps_file and asked.to is Status.SENT:
            row.file_version = row.version
        if asked.to is Status.CONFIRMED:
            row.comensha_number = seal(by, case_id, "comensha_number", row.id, asked.number.strip())
        if asked.to is Status.UPDATED:
            row.dossier_type = asked.dossier_type
            row.values = sealed_values(by, row, merged(seen.values, seen.sources, {}))
        row.save()
        note_step(
            by,
            row,
            "type" if asked.to is Status.UPDATED else "moved",
            words=asked.reason.strip(),
            happened_on=day,
            channel=asked.channel,
        )
        if asked.to in _TOLD:
            note_event(
                by,
                case_id,
                "exchange.registration",
                text=f"{wording.status_word(asked.to)}, {wording.mode_word(row.mode)}",
                happened_on=day,
            )
        show(by, case)


_TOLD = frozenset({Status.SENT, Status.CONFIRMED, Status.UPDATED, Status.WITHDRAWN})


def propose_basis(
    *, by: Actor, case_id: UUID, ground: str, reasons: str, token: UUID | None = None
) -> None:
    """Propose another basis than consent, for a second person to decide on."""
    token = token or new_id()
    if not reasons.strip():
        raise Invalid("Leg uit waarom.", fields={"reasons": "Leg uit waarom."})
    known = dict(codes.choices(codes.GROUND, clock.today()))
    require_code(ground, known, "ground", "Kies een grondslag uit de lijst.")
    with working_on(by, case_id, reason=REASON) as case:
        row = _one(by, case_id)
        bases = OtherBasis.objects.filter(registration=row)
        if bases.filter(token=token).exists():
            return
        if bases.filter(agrees=None).exists():
            raise Conflict("Er ligt al een voorstel bij een collega.", "Wacht op het antwoord.")
        if consent_of(by, case.person_id).state == Consent.GIVEN:
            raise Refused("Er is toestemming: een andere grondslag is niet nodig.")
        basis_id = new_id()
        OtherBasis(
            id=basis_id,
            case_id=case_id,
            registration=row,
            municipality=case.municipality,
            ground=ground,
            reasons=seal(by, case_id, "reasons", basis_id, reasons),
            proposed_at=clock.now(),
            proposed_by=by.id,
            token=token,
        ).save(force_insert=True)
        note_step(by, row, BASIS)


def decide_basis(*, by: Actor, basis_id: UUID, agrees: bool, reasons: str) -> None:
    """The second person says whether the other basis holds; nobody decides on their own proposal.

    Saying yes makes no file: what leaves goes by a decision to share, and the sharing matrix knows
    only consent for this (M016).
    """
    with act(
        by,
        Permission.SHARING_APPROVAL_GIVE,
        action="update",
        object_type="other_basis",
        object_id=str(basis_id),
        reason="basis_agreed" if agrees else "basis_refused",
    ):
        row = OtherBasis.objects.filter(pk=basis_id).select_for_update().first()
        if row is None:
            raise NotFound
        if row.proposed_by != by.id and row.agrees is None:
            OtherBasis.objects.seen_by(by, access.to_decide(by)).one(pk=basis_id)
        rules.may_decide_basis(
            proposed_by=row.proposed_by,
            asked_by=by.id,
            decided=row.agrees is not None,
            reasons=reasons,
        ).check()
        row.agrees, row.decided_at, row.decided_by = agrees, clock.now(), by.id
        row.answer = seal(by, row.case_id, "answer", row.id, reasons)
        row.save()
        note_step(by, row.registration, "basis_decided")


def _may_move(seen: RegistrationView, asked: StepAsked) -> Decision:
    found = rules.may_step(
        seen.standing,
        asked.to,
        number=asked.number,
        reason=asked.reason,
        new_type=asked.dossier_type,
    )
    extra: list[str] = []
    if asked.to is Status.UPDATED:
        known = codes_of("dossier_type")
        extra += rules.may_have_type(asked.dossier_type, seen.mode, known).reasons
    if asked.to is Status.SENT and asked.channel not in dict(
        codes.choices(codes.CHANNEL, clock.today())
    ):
        extra.append("Kies hoe je het hebt verstuurd.")
    return Decision.of(*found.reasons, *extra)


def _one(by: Actor, case_id: UUID) -> VictimRegistration:
    row = living(by, case_id)
    if row is None:
        raise NotFound
    return row
