"""The estimate: the figures it must give, run in the background, used again, failing in words."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from kmt.audit.models import AuditEvent
from kmt.insight import actions, queries, wording
from kmt.insight.models import EstimateRun
from kmt.insight.rules import Shown
from kmt.kernel.refusals import Invalid, NotFound, NotPermitted, Refused
from tests.insight.conftest import DRAWS


def quiet(line: str) -> None:
    """Progress that nobody reads."""


def test_the_public_dutch_table_gives_these_figures(run) -> None:
    six, five = run.variants
    assert (run.observed, len(six.lists), len(five.lists)) == (8234, 6, 5)
    assert [round(six.best), round(five.best)] == [116_667, 48_013]
    assert [round(one) for one in (six.band.low, six.band.high)] == [35_999, 131_040]
    assert [round(one) for one in (five.band.low, five.band.high)] == [40_608, 121_522]
    assert (six.shown, five.shown) == (Shown.REFUSED, Shown.REFUSED)
    assert (run.comparison.low, run.comparison.high) == (42_000, 58_000)


def test_the_run_keeps_what_is_needed_to_repeat_it(run) -> None:
    assert (run.seed, run.replicates, run.version) == (1, DRAWS, "0.2.0")
    assert len(run.data_hash) == 64
    assert "van Dijk" in run.citation


def test_the_band_is_the_widest_of_both(run) -> None:
    assert wording.between(run.band) == "36.000 tot 130.000"


def test_every_rule_that_was_broken_is_a_dutch_sentence_with_its_figures(run) -> None:
    (six, six_reasons), (five, five_reasons) = wording.reasons(run)
    assert (six, five) == ("6 lijsten", "5 lijsten (Inspectie SZW en opvang als één)")
    assert six_reasons == (
        "18 modellen beschrijven de gegevens bijna even goed, maar schelen een factor 3,6: van "
        "37.000 tot 130.000 mensen. Bij meer dan een factor 3 is een getal niet verantwoord.",
    )
    assert "factor 2,6: van 46.000 tot 120.000" in five_reasons[0]
    assert "alleen de bandbreedte" in five_reasons[0]
    assert five_reasons[1] == (
        "Het beste model met verbanden tussen paren van lijsten en het beste met verbanden tussen "
        "meer lijsten schelen een factor 3,1; bij meer dan 3 is een getal niet verantwoord."
    )
    assert wording.decisive(run)[1] == (five, five_reasons[1:])


def test_every_rule_of_the_library_has_words_and_every_caution_of_its_estimate() -> None:
    from unlisted.honesty.rules import NEEDS_KNOWLEDGE, Rule

    # Nobody answers the two rules on knowledge of the lists here: the table is a public one.
    answered = {"list_is_referral_destination", "different_populations_or_periods"}
    assert {str(rule) for rule in Rule} - answered - {"linkage_recall_unknown"} <= set(
        wording._FIRED
    )
    assert {str(rule) for rule in NEEDS_KNOWLEDGE} <= set(wording._UNCHECKED)
    assert {
        *("untestable_assumption", "nominal_level", "empty_pairs", "models_excluded"),
        *("candidates_restricted", "replicates_failed", "interval_at_edge"),
        *("jackknife_incomplete", "no_estimate", "interrupted"),
    } == set(wording._CAUTIONS)


def test_what_the_number_hangs_on_stands_beside_it(run) -> None:
    six = run.variants[0]
    assert round(six.sensitivity.low) == 62_451  # half of the unseen
    assert round(six.sensitivity.high) == 225_100  # twice the unseen
    assert six.links_missed.low < six.links_missed.high == pytest.approx(six.best)
    assert six.left_out.low < 40_000 < 180_000 < six.left_out.high


def test_the_same_data_version_and_seed_are_not_computed_twice(run_id) -> None:
    again = actions.run_estimate(by=actions.worker(), report=quiet)
    assert (again.run_id, again.reused) == (run_id, True)
    assert EstimateRun.objects.count() == 1


def test_forcing_computes_again(run_id) -> None:
    again = actions.run_estimate(by=actions.worker(), force=True, report=quiet)
    assert not again.reused
    assert EstimateRun.objects.count() == 2


def test_a_question_from_the_page_is_worked_out_by_the_named_worker(analyst, quick) -> None:
    run_id = actions.queue_estimate(by=analyst)
    found = queries.finished_run(analyst, run_id)
    assert found.observed == 8234
    row = EstimateRun.objects.get(id=run_id)
    assert (row.state, row.requested_by) == ("finished", analyst.id)
    events = AuditEvent.objects.filter(object_type="estimate_run")
    assert {(one.actor_id, one.action, one.reason_text) for one in events} == {
        (analyst.id, "create", ""),
        ("system:estimator", "update", "running"),
        ("system:estimator", "update", "finished"),
    }
    assert all(one.purpose == "estimate" for one in events if one.actor_id == "system:estimator")


def test_asking_again_without_new_data_says_so(analyst, run_id) -> None:
    actions.queue_estimate(by=analyst)
    assert queries.overview(analyst).newest.state == "reused"
    assert queries.latest_run(analyst).id == run_id


def test_two_questions_at_once_are_refused(analyst, monkeypatch) -> None:
    monkeypatch.setattr("django_tasks.base.Task.enqueue", lambda *args, **kwargs: None)
    actions.queue_estimate(by=analyst)
    with pytest.raises(Refused, match="loopt al een berekening"):
        actions.queue_estimate(by=analyst)
    assert not queries.overview(analyst).may_ask


def test_only_who_may_run_can_ask(desk, db) -> None:
    with pytest.raises(NotPermitted):
        actions.queue_estimate(by=desk)
    assert not EstimateRun.objects.exists()
    assert AuditEvent.objects.filter(object_type="estimate_run", result="denied").exists()


def test_a_failing_computation_ends_in_a_sentence_and_keeps_the_old_figures(
    analyst, run_id, monkeypatch
) -> None:
    def broken(job, report):
        raise ArithmeticError("the linear programme ended without an answer")

    monkeypatch.setattr("kmt.insight.actions.estimates.compute", broken)
    with pytest.raises(ArithmeticError):
        actions.run_estimate(by=actions.worker(), force=True, report=quiet)
    seen = queries.overview(analyst)
    assert seen.newest.state == "failed"
    assert "niet gelukt (ArithmeticError)" in seen.newest.error
    assert "linear programme" not in seen.newest.error
    assert seen.done.id == run_id


def test_a_table_that_nobody_published_is_refused(db) -> None:
    with pytest.raises(Invalid, match="geen gepubliceerde tabel"):
        actions.run_estimate(by=actions.worker(), table="twente_2026", report=quiet)


def test_the_command_says_what_came_out(db) -> None:
    out = StringIO()
    call_command("run_estimate", stdout=out)
    said = out.getvalue()
    assert "herhaalde trekkingen 100%" in said
    assert "8.234 bekend, 36.000 tot 130.000 volgens de modellen (uitgerekend in" in said
    again = StringIO()
    call_command("run_estimate", stdout=again)
    assert "(al uitgerekend)" in again.getvalue()
    assert "trekkingen" not in again.getvalue()


def test_the_command_refuses_an_unknown_table_in_a_sentence(db) -> None:
    with pytest.raises(CommandError, match="geen gepubliceerde tabel"):
        call_command("run_estimate", table="twente_2026", stdout=StringIO())


def test_a_run_that_is_not_there_is_neither_shown_nor_computed(db, analyst) -> None:
    with pytest.raises(NotFound):
        queries.finished_run(analyst, uuid4())
    with pytest.raises(NotFound):
        actions.carry_out.func(str(uuid4()))
