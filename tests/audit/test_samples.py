"""The yearly check: looks drawn by lot, the same again from the same seed, findings on record."""

import pytest

from kmt.audit.actions import Event, read_of, record
from kmt.audit.actions.samples import draw_sample, judge_look
from kmt.audit.models import AuditEvent, SampledLook
from kmt.audit.queries.samples import looks_of_year, samples
from kmt.audit.sampling import OUTCOMES, drawn
from kmt.kernel import clock
from kmt.kernel.refusals import NotFound, NotPermitted, Refused

ADDRESS = "/toezicht/steekproef/"
EVENTS = [(number, f"id-{number}") for number in range(1, 201)]


def test_the_same_seed_draws_the_same_and_another_seed_another():
    first = drawn("seed", EVENTS, 25)
    assert first == drawn("seed", reversed(EVENTS), 25)
    assert first != drawn("other", EVENTS, 25)
    assert (len(set(first[0])), first[1]) == (25, 200)


def test_each_look_has_about_the_same_chance():
    times = dict.fromkeys(range(1, 201), 0)
    for number in range(400):
        for seq in drawn(str(number), EVENTS, 25)[0]:
            times[seq] += 1
    assert min(times.values()) > 20, "fifty is expected"
    assert max(times.values()) < 85


def test_of_few_looks_all_are_drawn():
    assert drawn("seed", EVENTS[:3], 25) == ((1, 2, 3), 3)


@pytest.fixture
def looked(desk):
    """Ten looks at reports, and things that are no look at anybody."""
    for number in range(10):
        read_of(desk, object_type="report", object_id=str(number))
    read_of(desk, object_type="count")
    record(Event(actor=desk, action="read", object_type="report", result="denied"))
    record(Event(actor=desk, action="update", object_type="report"))
    return AuditEvent.objects.filter(object_type="report", action="read", result="allowed")


def this_year() -> int:
    return clock.today().year


def test_only_looks_at_people_that_were_let_in_can_be_drawn(looked):
    assert [seq for seq, _ in looks_of_year(this_year())] == [one.seq for one in looked]
    assert list(looks_of_year(this_year() - 1)) == []


def test_a_sample_is_kept_with_its_seed_and_can_be_drawn_again(looked, privacy_officer):
    draw_sample(by=privacy_officer, year=this_year(), number=4)
    (first,) = samples(privacy_officer)
    draw_sample(by=privacy_officer, year=this_year(), number=4, seed=first.seed)
    second, _ = samples(privacy_officer)
    assert [one.event.seq for one in first.lines] == [one.event.seq for one in second.lines]
    assert (first.out_of, len(first.lines), first.open) == (10, 4, 4)
    made = AuditEvent.objects.filter(object_type="sample_check").first()
    assert made.reason_text == f"{this_year()}|{first.seed}"


def test_what_was_found_is_kept_and_on_record(looked, privacy_officer):
    sample = draw_sample(by=privacy_officer, year=this_year())
    seq = looked[0].seq
    judge_look(by=privacy_officer, sample_id=sample, seq=seq, outcome="not_in_order")
    (shown,) = samples(privacy_officer)
    assert {one.event.seq: one.outcome for one in shown.lines if one.outcome} == {
        seq: "not_in_order"
    }
    assert AuditEvent.objects.latest("seq").reason_text == f"{seq}|not_in_order"


@pytest.mark.parametrize(("year", "number"), [(2019, 5), (9999, 5), (0, 0)])
def test_a_sample_that_cannot_be_is_refused(looked, privacy_officer, year, number):
    with pytest.raises(Refused):
        draw_sample(by=privacy_officer, year=year or this_year(), number=number)


def test_a_year_without_looks_has_no_sample(privacy_officer):
    with pytest.raises(Refused, match="keek niemand"):
        draw_sample(by=privacy_officer, year=this_year())


def test_only_the_privacy_officer_draws_and_judges(looked, desk, privacy_officer):
    with pytest.raises(NotPermitted):
        draw_sample(by=desk, year=this_year())
    sample = draw_sample(by=privacy_officer, year=this_year())
    with pytest.raises(NotPermitted):
        judge_look(by=desk, sample_id=sample, seq=looked[0].seq, outcome="in_order")
    assert not SampledLook.objects.exclude(outcome="").exists()


def test_a_look_outside_the_sample_or_a_strange_finding_is_refused(looked, privacy_officer):
    sample = draw_sample(by=privacy_officer, year=this_year())
    with pytest.raises(NotFound):
        judge_look(by=privacy_officer, sample_id=sample, seq=9999, outcome="in_order")
    with pytest.raises(Refused):
        judge_look(by=privacy_officer, sample_id=sample, seq=looked[0].seq, outcome="guilty")


def test_the_page_draws_and_keeps_what_was_found(looked, log_in):
    client = log_in("privacy_officer")
    assert "Nog geen steekproef" in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, {"do": "draw", "year": this_year()})["Location"] == ADDRESS
    (shown,) = client.get(ADDRESS).context["shown"]
    one, other = looked[0].seq, looked[1].seq
    findings = {f"look-{one}": "in_order", f"look-{other}": "", "look-9999": "in_order"}
    client.post(ADDRESS, {"do": "keep", "sample": str(shown.sample.id), **findings})
    (shown,) = client.get(ADDRESS).context["shown"]
    assert shown.sample.open == len(shown.sample.lines) - 1
    text = client.get(ADDRESS).content.decode()
    assert OUTCOMES["in_order"] in text
    assert "Noor Demo" in text


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"do": "draw", "year": "twintig"}, 422),
        ({"do": "draw", "year": "1999"}, 422),
        ({"do": "keep", "sample": "nothing"}, 404),
        ({}, 404),
    ],
)
def test_strange_forms_are_refused_in_words(log_in, sent, status):
    assert log_in("privacy_officer").post(ADDRESS, sent).status_code == status
