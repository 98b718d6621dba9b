"""Writing down who is in a case, what happened, how far it is established, and what minors need.

Each takes the ``token`` of the form it came from: sent twice, it is one thing. Nothing is changed:
another classification, another step or another note is a next row with its reason.
"""

from datetime import date, datetime, time
from uuid import UUID

from kmt.access.acts import check
from kmt.access.permissions import Permission
from kmt.care.actions import set_forms
from kmt.care.joining import drop_due, note_event, set_due, working_on
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.ids import new_id
from kmt.kernel.refusals import Invalid, NotFound
from kmt.situation import queries, wording
from kmt.situation.models import (
    CaseMember,
    ExploitationSituation,
    MinorArrangement,
    NonPunishmentNote,
    VictimStatus,
)
from kmt.situation.rules import ROOM, too_long
from kmt.situation.rules.exploitation import (
    CODED,
    NewSituation,
    geography,
    lightened,
    reclassified,
    situation_problems,
)
from kmt.situation.rules.minors import (
    TERMS,
    VEILIG_THUIS,
    VT_RESEARCH,
    Arranged,
    arrangement_problem,
)
from kmt.situation.rules.people import NewMember, member_problems, next_label
from kmt.situation.rules.status import (
    NewNote,
    NewStatus,
    goes_down,
    note_problems,
    status_problems,
)
from kmt.situation.writing import (
    codes,
    forms_that_hold,
    known_on,
    refuse,
    sealed,
    show,
    signed,
)
from kmt.vocabulary.queries import deadline, due, label

MEMBER, MEMBER_LEFT = "situation.member", "situation.member_left"
DESCRIBED, RECLASSIFIED = "situation.described", "situation.reclassified"
STATUS, ARRANGED, NOTE = "situation.status", "situation.arranged", "situation.note"


def add_member(*, by: Actor, case_id: UUID, new: NewMember, token: UUID) -> None:
    """Put somebody in a case: by pseudonym when the vault knows them, else by an indication."""
    today = clock.today()
    refuse(
        member_problems(new, codes("person_role", today), codes("offender_relation", today), today)
    )
    if queries.sent_before(by, CaseMember, token):
        return
    with working_on(by, case_id, reason="situation_member"):
        row_id = new_id()
        taken = CaseMember.objects.filter(case_id=case_id).values_list("label", flat=True)
        name = new.person_label or next_label(label("person_role", new.role), taken)
        if name in taken:
            raise Invalid(
                "Deze persoon staat al in de casus.", fields={"label": "Staat al in de casus."}
            )
        CaseMember(
            id=row_id,
            case_id=case_id,
            person_id=new.person_id,
            label=name,
            role=new.role,
            relation=new.relation,
            birth_year=new.birth_year,
            **sealed(by, case_id, row_id, {"kin": new.kin, "note": new.note}),
            **signed(by, token),
        ).save(force_insert=True)
        note_event(by, case_id, MEMBER, text=name)


def end_member(*, by: Actor, case_id: UUID, member_id: UUID) -> None:
    """Somebody is no longer in a case; what was written down about them stays."""
    with working_on(by, case_id, reason="situation_member_left"):
        row = CaseMember.objects.filter(case_id=case_id, id=member_id).first()
        if row is None:
            raise NotFound
        if row.ended_at is None:
            row.ended_at = clock.now()
            row.save()
            note_event(by, case_id, MEMBER_LEFT, text=row.label)


def describe(
    *,
    by: Actor,
    case_id: UUID,
    new: NewSituation,
    token: UUID,
    situation_id: UUID | None = None,
    member_id: UUID | None = None,
) -> None:
    """Write down what happened to somebody; with ``situation_id`` the next version of it.

    Another form is a reclassification: it takes a reason and stands on the timeline by that name.
    The forms of the case follow. Raises ``NotFound`` for an exploitation of another case.
    """
    if queries.sent_before(by, ExploitationSituation, token):
        return
    with working_on(by, case_id, reason="situation_described"):
        before = _newest(case_id, situation_id) if situation_id else None
        today = clock.today()
        forms = tuple(before.forms) if before else None
        refuse(situation_problems(new, forms, known_on(today), today))
        whose = before.member_id if before else member_id
        who = _who(by, case_id, whose)
        held = forms_that_hold(case_id)
        row = _keep_situation(by, case_id, new, before=before, member_id=whose, token=token)
        _tell(by, case_id, before, row, why=new.why.strip(), who=who)
        now = forms_that_hold(case_id)
        if now != held:
            set_forms(by=by, case_id=case_id, forms=now)
        show(by, case_id)


def _newest(case_id: UUID, situation_id: UUID) -> ExploitationSituation:
    rows = ExploitationSituation.objects.filter(case_id=case_id, situation_id=situation_id)
    found = rows.order_by("-number").first()
    if found is None:
        raise NotFound
    return found


def _who(by: Actor, case_id: UUID, member_id: UUID | None) -> str:
    """The indication of somebody in the case, for a line of the timeline; empty for its person."""
    return queries.member_of(by, case_id, member_id) if member_id else ""


def _keep_situation(
    by: Actor,
    case_id: UUID,
    new: NewSituation,
    *,
    before: ExploitationSituation | None,
    member_id: UUID | None,
    token: UUID,
) -> ExploitationSituation:
    row_id, computed = new_id(), geography(new)
    override = new.override if new.override != computed else ""
    texts = {"words": new.words, "override_reason": new.override_reason, "why": new.why}
    row = ExploitationSituation(
        id=row_id,
        situation_id=before.situation_id if before else row_id,
        number=before.number + 1 if before else 1,
        case_id=case_id,
        member_id=member_id,
        forms=sorted(new.forms),
        sectors=list(new.sectors),
        started=new.started,
        ended=new.ended,
        ongoing=new.ongoing,
        recruited_in=new.recruited_in,
        places=list(new.places),
        abroad=new.abroad,
        **{name: list(getattr(new, name)) for name in CODED},
        geography=computed,
        override=override,
        reclassified=before is not None and reclassified(before.forms, new.forms),
        **sealed(by, case_id, row_id, texts),
        **signed(by, token),
    )
    row.save()
    return row


def _tell(
    by: Actor,
    case_id: UUID,
    before: ExploitationSituation | None,
    row: ExploitationSituation,
    *,
    why: str,
    who: str,
) -> None:
    """The line on the timeline: what it was called, what it is called now, and why."""
    now = wording.forms_kept(row.forms)
    of = f"{who}: " if who else ""
    if before is None or not row.reclassified:
        note_event(by, case_id, DESCRIBED, text=f"{of}{now}")
        return
    lighter = " (lichter dan het was)" if lightened(before.forms, row.forms) else ""
    was = wording.forms_kept(before.forms)
    note_event(by, case_id, RECLASSIFIED, text=f"{of}{was} → {now}{lighter}. Waarom: {why}")


def set_status(
    *, by: Actor, case_id: UUID, new: NewStatus, token: UUID, member_id: UUID | None = None
) -> None:
    """Write down how far somebody is known to be a victim, by whose decision and on which day."""
    if queries.sent_before(by, VictimStatus, token):
        return
    with working_on(by, case_id, reason="situation_status"):
        today = clock.today()
        rows = VictimStatus.objects.filter(case_id=case_id, member_id=member_id)
        newest = rows.order_by("-decided_on", "-at").first()
        before = newest.status if newest else ""
        statuses, deciders = codes("victim_status", today), codes("victim_status_decider", today)
        refuse(status_problems(new, before, statuses, deciders, today))
        who = _who(by, case_id, member_id)
        row_id = new_id()
        VictimStatus(
            id=row_id,
            case_id=case_id,
            member_id=member_id,
            status=new.status,
            decider=new.decider,
            decided_on=new.decided_on,
            down=goes_down(before, new.status),
            **sealed(by, case_id, row_id, {"reason": new.reason}),
            **signed(by, token),
        ).save()
        said = label("victim_status", new.status)
        decided = label("victim_status_decider", new.decider)
        text = ". ".join(filter(None, (f"{said}, volgens {decided}", new.reason.strip())))
        text = f"{who}: {text}" if who else text
        note_event(by, case_id, STATUS, text=text, happened_on=new.decided_on)
        show(by, case_id)


def arrange(
    *,
    by: Actor,
    case_id: UUID,
    duty: str,
    state: str,
    happened_on: date,
    token: UUID,
    words: str = "",
    member_id: UUID | None = None,
) -> None:
    """Write down how far something is that must be arranged for a minor.

    A report to Veilig Thuis, or their research that began, starts their term (VT-01, VT-03).
    """
    today = clock.today()
    wrong = arrangement_problem(state, happened_on, today)
    refuse(
        {
            **({"duty": "Kies wat er geregeld is."} if duty not in codes(_DUTY, today) else {}),
            **({"state" if state not in set(Arranged) else "happened_on": wrong} if wrong else {}),
            **({"words": long} if (long := too_long(words)) else {}),
        }
    )
    if queries.sent_before(by, MinorArrangement, token):
        return
    with working_on(by, case_id, reason="situation_arranged"):
        who = _who(by, case_id, member_id)
        row_id = new_id()
        MinorArrangement(
            id=row_id,
            case_id=case_id,
            member_id=member_id,
            duty=duty,
            state=state,
            happened_on=happened_on,
            **sealed(by, case_id, row_id, {"words": words}),
            **signed(by, token),
        ).save()
        said = f"{label(_DUTY, duty)}: {_SAID[Arranged(state)]}"
        text = f"{who}: {said}" if who else said
        note_event(by, case_id, ARRANGED, text=text, happened_on=happened_on)
        _follow_term(
            by,
            case_id,
            duty=duty,
            state=state,
            happened_on=happened_on,
            member_id=member_id,
        )


_DUTY = "minor_duty"
_SAID = {
    Arranged.DONE: "geregeld",
    Arranged.ASKED: "gevraagd",
    Arranged.NOT_NEEDED: "niet nodig",
}
_WAITS = {
    VEILIG_THUIS: "Besluit van Veilig Thuis navragen",
    VT_RESEARCH: "Uitkomst van het onderzoek van Veilig Thuis navragen",
}


def _follow_term(
    by: Actor,
    case_id: UUID,
    *,
    duty: str,
    state: str,
    happened_on: date,
    member_id: UUID | None,
) -> None:
    """Start the term of Veilig Thuis where there is one, or take it off when it is not needed."""
    rule_id, key = TERMS.get(duty, ""), f"{duty}:{member_id or 'person'}"
    if not rule_id:
        return
    if state != Arranged.DONE:
        drop_due(by, case_id, room=ROOM, key=key, done=False)
        return
    start = datetime.combine(happened_on, time(12), tzinfo=clock.DUTCH_TIME)
    ends = clock.local(due(deadline(rule_id, happened_on), start)).date()
    set_due(by, case_id, room=ROOM, key=key, what=_WAITS[duty], due=ends, rule=rule_id)


def write_note(*, by: Actor, case_id: UUID, new: NewNote, token: UUID) -> None:
    """Write down why a victim who is a suspect should not be punished; a next version each time."""
    refuse(note_problems(new))
    if queries.sent_before(by, NonPunishmentNote, token):
        return
    with working_on(by, case_id, reason="situation_note"):
        row_id = new_id()
        rows = NonPunishmentNote.objects.filter(case_id=case_id).order_by("-number")
        number = rows.values_list("number", flat=True).first() or 0
        texts = {"facts": new.facts, "link": new.link, "means": new.means, "source": new.source}
        NonPunishmentNote(
            id=row_id,
            case_id=case_id,
            number=number + 1,
            **sealed(by, case_id, row_id, texts),
            **signed(by, token),
        ).save()
        note_event(by, case_id, NOTE)


def take_out(by: Actor, case_id: UUID) -> int:
    """Remove all that this room keeps of a case; inside the act of who destroys the case."""
    check(by, Permission.RETENTION_TERM_RUN)
    return sum(model.objects.filter(case_id=case_id).delete()[0] for model in queries.TABLES)
