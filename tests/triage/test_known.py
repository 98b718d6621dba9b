"""From a report: is this person known, and which reports share words; decided by somebody."""

from uuid import uuid4

import pytest
from django.urls import reverse

from kmt.access.actors import REPORTER
from kmt.audit.models import AuditEvent
from kmt.intake import actions, queries
from kmt.intake.rules import PersonToAdd, Told
from kmt.kernel.refusals import Conflict, Invalid
from kmt.triage import actions as triage_actions
from kmt.vault import queries as vault
from kmt.vault.rules import Identity

LINDE = Identity(name="Linde Verzonnen", contact="06 1234 5678")


def report(text="Een verzonnen verhaal over een loods.", **more):
    told = Told(narrative=text, **more)
    return actions.submit_report(by=REPORTER, told=told, nonce=str(uuid4())).report_id


@pytest.fixture
def known(desk):
    """Somebody who is in an earlier report."""
    earlier = report()
    version = queries.report_detail(desk, earlier).version
    person = PersonToAdd(identity=LINDE)
    return triage_actions.add_person(by=desk, report_id=earlier, version=version, person=person)


@pytest.fixture
def fresh(desk):
    return report("Nog een verhaal.")


def page(report_id) -> str:
    return reverse("triage:known", args=(report_id,))


def decide(client, report_id, known, version=1, **more):
    shown = f"{known.id}:{known.label}"
    sent = {"do": "decide", "version": str(version), "shown": shown, "answer": str(known.id)}
    return client.post(page(report_id), sent | more)


def test_a_search_shows_candidates_by_label_with_words_and_opens_nothing(log_in, fresh, known):
    answer = log_in("desk").post(page(fresh), {"do": "search", "name": "Linde Verzonnen"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert known.label in text
    assert "Komt overeen" in text
    assert "1234" not in text
    assert not AuditEvent.objects.filter(object_type="person", action="read").exists()


def test_what_was_typed_stays_and_stands_in_no_record(log_in, fresh, known):
    client = log_in("desk")
    text = client.post(page(fresh), {"do": "search", "name": "Piet Puk"}).content.decode()
    assert "Niemand in beeld lijkt hierop" in text
    assert 'value="Piet Puk"' in text
    assert "Piet" not in str(list(AuditEvent.objects.values()))
    assert client.post(page(fresh), {"do": "search"}).status_code == 422


def test_the_same_person_is_linked_with_a_role_and_a_reason(desk, log_in, fresh, known):
    client = log_in("desk")
    wrong = decide(client, fresh, known)
    assert wrong.status_code == 422
    assert known.label in wrong.content.decode()
    assert queries.report_detail(desk, fresh).persons == ()
    right = decide(client, fresh, known, role="offender", reason="zelfde telefoonnummer")
    assert right.status_code == 302
    (one,) = queries.report_detail(desk, fresh).persons
    assert (one.id, one.role) == (known.id, "offender")
    parts = {part.role for part in vault.person_card(desk, known.id).roles}
    assert parts == {"victim", "offender"}


@pytest.mark.parametrize("answer", ["not_same", "not_sure"])
def test_what_is_not_the_same_or_not_sure_is_recorded_and_links_nothing(
    desk, log_in, fresh, known, answer
):
    assert decide(log_in("desk"), fresh, known, answer=answer).status_code == 302
    assert queries.report_detail(desk, fresh).persons == ()
    assert AuditEvent.objects.filter(action="search", reason_text=answer).count() == 1


def test_nobody_is_twice_in_a_report_and_who_comes_second_is_told(desk, fresh, known):
    which = {"person_id": known.id, "role": "victim", "reason": "zelfde"}
    triage_actions.link_person(by=desk, report_id=fresh, version=1, **which)
    for version in (1, 2):
        with pytest.raises(Conflict):
            triage_actions.link_person(by=desk, report_id=fresh, version=version, **which)


@pytest.mark.parametrize(("role", "reason"), [("gossip", "zelfde"), ("victim", " ")])
def test_a_link_without_a_role_or_a_reason_is_refused(desk, fresh, known, role, reason):
    with pytest.raises(Invalid):
        triage_actions.link_person(
            by=desk, report_id=fresh, version=1, person_id=known.id, role=role, reason=reason
        )


def test_reports_that_share_words_are_found_by_number_and_how_many(desk, log_in):
    mine = report("Er staan busjes bij een bloemenkas in Vriezenveen.")
    report("Een heel ander verhaal.")
    number = queries.report_detail(desk, mine).number
    sent = {"words": "busje bloemenkas zwembad", "purpose": "P_SIGNAL"}
    text = log_in("desk").post(reverse("desk:search"), sent).content.decode()
    assert number in text
    assert "2 van de 3 woorden" in text
    assert "Vriezenveen" not in text


def test_reports_of_another_world_take_nobodys_place(desk, monkeypatch):
    from dataclasses import replace

    monkeypatch.setattr(queries, "_CHUNK", 1)
    for _ in range(3):
        report("kassen kassen", municipality="GM0164")
    mine = report("kassen", municipality="GM0153")
    own = replace(desk, world=frozenset({"GM0153"}), whole_region=False)
    (found,) = queries.reports_with_words(own, "kas", "P_SIGNAL")
    assert found.id == mine


def test_who_reported_is_found_by_no_word(desk):
    report("Een verhaal.", anonymity="named", reporter_name="Karel Kanarie", contact="bij Kanarie")
    assert queries.reports_with_words(desk, "kanarie karel", "P_SIGNAL") == ()


def test_after_an_update_every_report_is_found_again(desk, capsys):
    from django.core.management import call_command
    from django.db.models import Q

    from kmt.access.rows import gate_open
    from kmt.vault import access

    mine = report("Er staan busjes bij een kas.")
    with gate_open(desk, writing=True):
        access.words(desk, Q()).delete()
    assert queries.reports_with_words(desk, "busje", "P_SIGNAL") == ()
    call_command("reindex_texts")
    assert "1 meldingen" in capsys.readouterr().out
    assert [one.id for one in queries.reports_with_words(desk, "busje", "P_SIGNAL")] == [mine]
