"""A year after a weighing is concluded nobody can tell who scored or thought what."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.apps import apps

from kmt.access.permissions import Permission
from kmt.audit.models import AuditEvent
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.options import actions, queries
from kmt.options.actions import Advised
from kmt.options.models import GivenScore, Opinion, Weighing
from kmt.options.reading import WeighingView
from kmt.options.retained import NAMES, WEIGHING, holdings, kept_for, label_of
from kmt.options.states import WeighingState
from kmt.project.keeping import night_watch
from kmt.retention.actions import place_hold, replay
from kmt.retention.queries import certificate_of, overview
from tests.insight.reading import everything_in
from tests.options.conftest import make_open
from tests.options.test_pages import page_of, said
from tests.options.test_story import cells, given
from tests.retention.keeping import START, Night, night, on_day

__all__ = ["night"]
#: The weighing of the tests is concluded on 26 November 2026, the start of the nights.
LAST = date(2027, 11, 26)
PROPOSED, GONE = 352, 366


@pytest.fixture
def concluded(adviser: Actor, member: Actor) -> UUID:
    """Two people scored and said what they think of the advice; then it was concluded."""
    with on_day(0):
        key = make_open(adviser)
        first, second, third, _unscored = cells(adviser, key)
        actions.score(by=adviser, weighing_id=key, given=[given(first, 4), given(second, 1)])
        actions.score(by=member, weighing_id=key, given=[given(second, 2), given(third, 3)])
        view = queries.weighing(adviser, key)
        advised = Advised(alternative=view.alternatives[0].id, words="A.")
        actions.advise(by=adviser, weighing_id=key, version=view.version, advised=advised)
        actions.think(by=adviser, weighing_id=key, agrees=True, words="Past.")
        actions.think(by=member, weighing_id=key, agrees=False, words="Te ver van zorg.")
        actions.move(by=adviser, weighing_id=key, to=WeighingState.CONCLUDED)
    return key


def forgotten(night: Night) -> None:
    """Proposed and gone."""
    assert night(PROPOSED) == {"propose": 1}
    assert night(GONE) == {"destroy": 1}


def without_names(view: WeighingView) -> object:
    """All that a weighing says but who said it and at what hour."""
    assert view.counted is not None
    return (
        {
            key: (cell.words, sorted((one.value, one.words, one.at.date()) for one in cell.scores))
            for key, cell in view.cells.items()
        },
        sorted(
            (one.agrees, one.words, one.organisation, one.earlier, one.at.date())
            for one in view.opinions
        ),
        sorted(str(found) for _name, found in view.counted.per_person),
        (view.counted.outcome, view.counted.turnings, view.counted.everywhere, view.advice),
        (view.made_by, view.concluded_by, view.concluded_at, view.version),
    )


@pytest.mark.parametrize(
    ("days", "step"),
    [(0, {}), (PROPOSED - 1, {}), (PROPOSED, {"propose": 1}), (GONE, {"propose": 1})],
)
def test_a_year_after_the_conclusion_the_names_go_by_themselves(
    concluded: UUID, privacy_officer: Actor, night: Night, days: int, step: dict[str, int]
) -> None:
    assert night(days) == step
    coming = [(one.what, one.label, one.rows) for one in overview(privacy_officer).coming]
    what = "afweging: wie een cijfer of een mening gaf"
    assert coming == [(what, label_of(concluded), "T41")] * len(step)


def test_who_said_what_is_in_no_table_any_more(
    concluded: UUID, adviser: Actor, member: Actor, night: Night
) -> None:
    forgotten(night)
    tables = {
        model._meta.label: str(list(model._default_manager.values()))
        for model in apps.get_app_config("options").get_models()
    }
    assert not any(member.id in said for said in tables.values())
    # Who made and concluded it did so for the centre; that stays.
    assert {name for name, said in tables.items() if adviser.id in said} == {"options.Weighing"}


def test_what_was_said_and_counted_stays_as_it_was(
    concluded: UUID, adviser: Actor, night: Night
) -> None:
    before = without_names(queries.weighing(adviser, concluded))
    forgotten(night)
    assert without_names(queries.weighing(adviser, concluded)) == before


def test_scores_of_one_person_stay_together_and_their_opinion_stands_apart(
    concluded: UUID, night: Night
) -> None:
    forgotten(night)
    scores = list(GivenScore.objects.values_list("given_by", flat=True))
    opinions = list(Opinion.objects.values_list("given_by", flat=True))
    assert sorted(scores.count(one) for one in set(scores)) == [2, 2]
    assert len(set(opinions)) == len(opinions) == 2
    assert not set(scores) & set(opinions)
    # The record knows the moment of each answer: what stays here is the day alone.
    moments = {*GivenScore.objects.values_list("given_at", flat=True)}
    moments |= {*Opinion.objects.values_list("given_at", flat=True)}
    (moment,) = moments
    assert clock.local(moment).date() == START.date()
    assert moment != START


def test_page_and_paper_say_somebody_of_an_organisation(
    concluded: UUID, night: Night, log_in, privacy_officer: Actor
) -> None:
    joris = log_in("member")
    assert "Joris Meedenkt, KMT , 26 november 2026" in said(joris.get(page_of(concluded)))
    forgotten(night)
    page = said(joris.get(page_of(concluded)))
    assert "Iemand van KMT , 26 november 2026" in page
    assert "Score 2, iemand, 26" in page
    assert "iemand (1)" in page
    assert "iemand (2)" in page
    assert "Joris" not in page.partition("Wat er van elk alternatief")[2]
    paper = everything_in(joris.get(page_of(concluded, "paper")).content)
    assert "Iemand van KMT" in paper
    assert "Joris" not in paper


def test_the_page_says_until_when_as_the_table_of_terms_does(concluded: UUID, log_in) -> None:
    assert kept_for() == "1 jaar"
    page = said(log_in("member").get(page_of(concluded)))
    assert f"blijft bewaard tot {kept_for()} na de afronding" in page
    assert f"heet deze afweging {label_of(concluded)}" in page


def test_a_certificate_stays_and_it_goes_once(
    concluded: UUID, privacy_officer: Actor, night: Night
) -> None:
    forgotten(night)
    made = certificate_of(privacy_officer, WEIGHING, concluded, NAMES)
    assert made is not None
    # Four scores and two opinions. The key sealed nothing; it is there for a restored backup.
    assert (made.rows, made.items, made.keys, made.whole) == ("T41", 6, 1, True)
    assert (made.decided_words, made.kept_until) == ("volgens de bewaartermijn", LAST)
    assert night(GONE + 100) == {}
    assert actions.forget_names(by=night_watch(), object_id=concluded) == 0
    assert replay(by=night_watch()) == (0, 0)


def test_a_restored_backup_does_not_bring_the_names_back(
    concluded: UUID, adviser: Actor, member: Actor, night: Night
) -> None:
    forgotten(night)
    Opinion.objects.filter(agrees=False).update(given_by=member.id)
    assert "Joris Meedenkt" in {one.by for one in queries.weighing(adviser, concluded).opinions}
    assert replay(by=night_watch()) == (0, 1)
    assert {one.by for one in queries.weighing(adviser, concluded).opinions} == {""}


def test_what_is_not_concluded_keeps_its_names(
    adviser: Actor, member: Actor, night: Night, opened: UUID
) -> None:
    actions.think(by=member, weighing_id=opened, agrees=True, words="Goed.")
    for days in (PROPOSED, GONE, 10 * GONE):
        assert night(days) == {}
    assert [one.by for one in queries.weighing(adviser, opened).opinions] == ["Joris Meedenkt"]


def test_a_weighing_that_nobody_answered_has_nothing_to_forget(
    adviser: Actor, opened: UUID, night: Night
) -> None:
    with on_day(0):
        view = queries.weighing(adviser, opened)
        advised = Advised(alternative=None, words="Geen.")
        actions.advise(by=adviser, weighing_id=opened, version=view.version, advised=advised)
        actions.move(by=adviser, weighing_id=opened, to=WeighingState.CONCLUDED)
    assert night(GONE) == {}


def test_another_weighing_keeps_its_names(
    concluded: UUID, adviser: Actor, member: Actor, night: Night
) -> None:
    later = make_open(adviser)
    actions.think(by=member, weighing_id=later, agrees=True, words="Goed.")
    forgotten(night)
    assert [one.by for one in queries.weighing(adviser, later).opinions] == ["Joris Meedenkt"]
    assert Weighing.objects.count() == 2


def test_a_hold_by_its_number_keeps_the_names(
    concluded: UUID, privacy_officer: Actor, night: Night
) -> None:
    with on_day(PROPOSED):
        again = clock.today() + timedelta(days=300)
        number = label_of(concluded).lower()
        place_hold(by=privacy_officer, number=number, reason="complaint", review_on=again)
    assert "destroy" not in {**night(PROPOSED), **night(GONE)}
    assert Opinion.objects.filter(given_by__startswith="nobody").count() == 0


def test_only_the_job_of_the_night_forgets_and_its_act_is_recorded(
    concluded: UUID, adviser: Actor, privacy_officer: Actor, night: Night
) -> None:
    for by in (adviser, privacy_officer):
        with pytest.raises(NotPermitted):
            actions.forget_names(by=by, object_id=concluded)
        with pytest.raises(NotPermitted):
            list(holdings(by))
    assert not adviser.may(Permission.RETENTION_TERM_RUN)
    forgotten(night)
    (event,) = AuditEvent.objects.filter(object_type=WEIGHING, reason_text=NAMES, action="delete")
    assert (event.actor_id, event.object_id) == (night_watch().id, str(concluded))
