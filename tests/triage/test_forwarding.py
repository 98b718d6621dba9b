"""Passing a signal on: with personal data by a decision to share, else written down."""

from datetime import timedelta

import pytest

from kmt.intake import queries
from kmt.intake.rules import PersonToAdd
from kmt.kernel import clock
from kmt.kernel.refusals import Invalid
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked, Told
from kmt.lawfulness.transfers import transfers
from kmt.sharing.queries import drafts
from kmt.triage.actions import pass_on
from kmt.triage.queries import forwards
from kmt.triage.rules.forwarding import RECEIVERS, still_to_forward
from kmt.vault.rules import Identity
from kmt.vocabulary.queries import codes_of
from tests.intake.conftest import HENGELO, every_row, text_of
from tests.triage.ending import close, hear_back

PERSON = PersonToAdd(identity=Identity(description="man, ongeveer 40"), role="offender")
WORDS = "Er zou worden gewerkt zonder loon op een bouwplaats; meer is er niet bekend."


@pytest.fixture
def forwarded(tell, weigh):
    """A report that goes on to the police and the labour inspectorate, about one suspect."""
    id_ = tell(municipality=HENGELO)
    to = ("police_avim", "labour_inspectorate")
    weigh(id_, outcome="signal_forwarded", forward_to=to, person=PERSON)
    return id_


def by_receiver(actor, report_id):
    report = queries.report_detail(actor, report_id)
    found = forwards(actor, report, ("police_avim",))
    return {one.receiver: one for one in found}


def test_every_receiver_of_the_list_is_known_and_the_other_way_round() -> None:
    assert set(codes_of("signal_receiver")) == set(RECEIVERS)


@pytest.mark.parametrize(
    ("chosen", "done", "left"),
    [
        ((), frozenset(), ()),
        (("emm", "riec"), frozenset(), ("emm", "riec")),
        (("emm", "riec"), frozenset({"emm"}), ("riec",)),
        (("emm",), frozenset({"emm", "riec"}), ()),
    ],
)
def test_what_is_still_to_be_done(chosen, done, left) -> None:
    assert still_to_forward(chosen, done) == left


def test_forwarding_to_nobody_is_no_decision(tell, weigh) -> None:
    with pytest.raises(Invalid, match="niet naar wie"):
        weigh(tell(), outcome="signal_forwarded")


def test_choosing_a_receiver_sends_nothing(forwarded, desk) -> None:
    assert not any(one.done for one in by_receiver(desk, forwarded).values())


def test_preparing_a_share_begins_at_the_receiver_that_was_chosen(forwarded, desk, log_in) -> None:
    (person,) = queries.report_detail(desk, forwarded).persons
    answer = log_in("desk").post(
        f"/meldingen/{forwarded}/delen/", {"person": person.id, "to": "police_avim"}
    )
    assert answer.status_code == 302
    (draft,) = drafts(desk)
    assert draft.recipient == "politie AVIM"


def share_with_police(desk, report_id) -> str:
    """Decide to share about the one person of a report; returns their label."""
    (person,) = queries.report_detail(desk, report_id).persons
    decide_disclosure(
        by=desk,
        asked=DisclosureAsked(
            request=ShareRequest(
                compartment="R1",
                sender="kmt_intake",
                recipient="police_avim",
                purpose="P_CRIME",
                data=frozenset({"D09"}),
                subject="suspect",
                facts=frozenset({"acute_danger"}),
            ),
            municipality=HENGELO,
            subject_id=person.id,
            subject_label=person.label,
            recipient_name="AVIM",
            necessity="Hij dreigt nu.",
            subsidiarity="Minder helpt niet.",
            left_out="Wie het meldde.",
            consent=ConsentState.NOT_NEEDED,
            told=Told.NO,
            approved_by={"team_lead": "Tess Leidt, 26-11-2026"},
            expires_on=clock.today() + timedelta(days=30),
        ),
    )
    return person.label


def test_a_decision_to_share_shows_as_forwarded(forwarded, desk) -> None:
    label = share_with_police(desk, forwarded)
    found = by_receiver(desk, forwarded)["police_avim"]
    assert found.done
    assert [one for _, one, _ in found.shared] == [label]


def test_what_was_shared_before_the_report_came_in_did_not_come_of_it(forwarded, desk) -> None:
    with clock.frozen(clock.now() - timedelta(days=2)):
        share_with_police(desk, forwarded)
    assert not by_receiver(desk, forwarded)["police_avim"].done


def test_each_receiver_has_a_draft_of_its_own_and_one_draft_each(forwarded, desk, log_in) -> None:
    (person,) = queries.report_detail(desk, forwarded).persons
    client = log_in("desk")
    for to in ("police_avim", "labour_inspectorate", "police_avim"):
        client.post(f"/meldingen/{forwarded}/delen/", {"person": person.id, "to": to})
    found = sorted(one.recipient for one in drafts(desk))
    assert found == ["Nederlandse Arbeidsinspectie", "politie AVIM"]


def test_sharing_is_offered_about_victims_and_suspects_only(tell, weigh, desk, log_in) -> None:
    id_ = tell(municipality=HENGELO)
    witness = PersonToAdd(identity=Identity(description="buurvrouw"), role="witness")
    weigh(id_, outcome="signal_forwarded", forward_to=("police_avim",), person=witness)
    page = text_of(log_in("desk").get(f"/meldingen/{id_}/doorzetten/"))
    assert queries.report_detail(desk, id_).persons
    assert "voorbereiden" not in page


def test_a_signal_without_personal_data_is_written_down_sealed(forwarded, desk) -> None:
    pass_on(by=desk, report_id=forwarded, receiver="labour_inspectorate", words=WORDS)
    found = by_receiver(desk, forwarded)["labour_inspectorate"]
    assert [words for words, _, _ in found.told] == [WORDS]
    assert "zonder loon op een" not in every_row()


def test_others_took_it_up_only_when_it_went_to_them(forwarded, desk) -> None:
    hear_back(desk, forwarded)
    with pytest.raises(Invalid, match=r"nog niets naar: politie \(AVIM\)"):
        close(desk, forwarded, "handled_by_others")
    for receiver in ("police_avim", "labour_inspectorate"):
        pass_on(by=desk, report_id=forwarded, receiver=receiver, words=WORDS)
    close(desk, forwarded, "handled_by_others")
    assert queries.report_detail(desk, forwarded).state == "closed"


@pytest.mark.parametrize(
    ("receiver", "words"), [("", WORDS), ("krant", WORDS), ("riec", "  "), ("riec", "x" * 4001)]
)
def test_what_does_not_fit_is_a_sentence(forwarded, desk, receiver, words) -> None:
    with pytest.raises(Invalid):
        pass_on(by=desk, report_id=forwarded, receiver=receiver, words=words)


def test_the_page_says_where_there_is_no_ground(forwarded, log_in) -> None:
    page = text_of(log_in("desk").get(f"/meldingen/{forwarded}/doorzetten/"))
    assert "Gekozen, er ging nog niets" in page
    assert "Er is geen grond om met deze ontvanger rechtstreeks persoonsgegevens te delen" in page


def test_a_proposal_for_the_person_centred_approach_is_a_transfer_that_waits(
    tell, weigh, desk
) -> None:
    id_ = tell(municipality=HENGELO)
    weigh(id_, outcome="pga_proposal", person=PERSON)
    (found,) = transfers(desk)
    number = queries.report_detail(desk, id_).number
    assert found.label == number
    assert "Zorg- en Veiligheidshuis" in found.recipient


def test_a_proposal_for_nobody_is_refused(tell, weigh) -> None:
    with pytest.raises(Invalid, match="gaat over een persoon"):
        weigh(tell(), outcome="pga_proposal")
