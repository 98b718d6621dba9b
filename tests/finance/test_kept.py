"""How long a budget is kept stands on its page as in the table of terms, and who guards it sees it.

The whole way, with its scenarios, is in ``tests/scenarios/test_kept.py``.
"""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from kmt.finance import actions, queries
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.project.keeping import night_watch
from kmt.vocabulary.durations import in_dutch
from tests.finance.conftest import begin


def test_the_page_says_the_term_of_the_table_and_the_number_it_is_guarded_under(
    log_in, budget_id: UUID, adviser: Actor
) -> None:
    wies: Client = log_in("adviser")
    page = wies.get(reverse("finance:rows", args=[budget_id])).content.decode()
    term = queries.term()
    assert (term.id, in_dutch(term.term), term.afterwards) == ("T39", "7 jaar", "decide")
    assert f"7 jaar bewaard na haar laatste jaar ({term.basis})" in page
    assert "Daarna beslist een mens of zij weggaat" in page
    code = queries.budget_seen(adviser, budget_id).line.code
    assert code == f"B-{str(queries.budget_seen(adviser, budget_id).line.line)[:8].upper()}"
    assert f"heet zij {code}" in page


def test_a_number_is_the_same_in_every_version_and_another_for_another_budget(
    adviser: Actor, adopted: UUID
) -> None:
    begin(adviser, title="Een andere")
    actions.new_version(by=adviser, budget_id=adopted)
    codes = [one.code for one in queries.budgets(adviser)]
    assert sorted(codes.count(one) for one in codes) == [1, 2, 2]


def test_only_who_guards_terms_sees_every_budget_without_the_right_to_read_it(
    adviser: Actor, adopted: UUID, privacy_officer: Actor, desk: Actor
) -> None:
    for by in (privacy_officer, night_watch()):
        assert [one.id for one in queries.guarded_budgets(by)] == [adopted]
        with pytest.raises(NotPermitted):
            queries.budgets(by)
        with pytest.raises(NotPermitted):
            queries.budget(by, adopted)
    for by in (adviser, desk):
        assert queries.guarded_budgets(by) == ()


def test_only_the_job_of_the_night_destroys_and_once(
    adviser: Actor, adopted: UUID, privacy_officer: Actor
) -> None:
    line = queries.budget_seen(adviser, adopted).line.line
    for by in (adviser, privacy_officer):
        with pytest.raises(NotPermitted):
            actions.destroy_line(by=by, line=line)
    assert queries.budget(adviser, adopted).streams
    assert actions.destroy_line(by=night_watch(), line=line) > 1
    assert queries.budgets(adviser) == ()
    assert actions.destroy_line(by=night_watch(), line=line) == 0
