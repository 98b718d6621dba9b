"""The whole assessment: verdicts on published tables, its parts, and what it says first.

The ranges over models within 6 and 10 BIC are those of an exhaustive search of all two-way models
(empty pairs at minus infinity) of the tables of Silverman 2020 (doi:10.1111/rssa.12505) and of
Silverman, Chan, Vincent 2024 (doi:10.1007/s11222-023-10346-9).
"""

import json
import re
from math import prod

import pytest

from unlisted.errors import BadKnowledge
from unlisted.honesty.assess import assess
from unlisted.honesty.assessment import Assessment
from unlisted.honesty.evidence import evidence_of, lower_bound_of
from unlisted.honesty.leaving import Left, leave_one_list_out
from unlisted.honesty.offers import offers
from unlisted.honesty.rules import Knowledge, Outcome, Reason, Rule, Thresholds, Verdict
from unlisted.honesty.searching import by_order, other_order, searched
from unlisted.honesty.telling import between
from unlisted.loglinear.visibility import visibility_of
from unlisted.tables.catalogue import published
from unlisted.tables.table import CountTable

KNOWN = Knowledge(referral_destinations=(), same_population=True, recall=1.0)
KOREA = published("korea_palembang")
CELLS = {1: 400, 2: 300, 4: 200, 3: 130, 5: 85, 6: 64, 7: 28}
QUIET = CountTable(lists=("A", "B", "C"), cells=CELLS)


@pytest.fixture(scope="module")
def korea() -> Assessment:
    return assess(KOREA, bootstrap=200, seed=3)


@pytest.fixture(scope="module")
def quiet() -> Assessment:
    return assess(QUIET, bootstrap=100, knowledge=KNOWN)


@pytest.fixture(scope="module")
def netherlands() -> Assessment:
    return assess(published("netherlands_2010_2015"), bootstrap=5, others=False, knowledge=KNOWN)


def rules_of(found: Assessment) -> list[Rule]:
    return [reason.rule for reason in found.reasons]


def test_the_dutch_six_lists_are_refused_because_models_differ_more_than_threefold(
    netherlands: Assessment,
) -> None:
    assert netherlands.verdict is Outcome.REFUSED
    assert Rule.MODELS_DISAGREE in rules_of(netherlands)
    reason = next(one for one in netherlands.reasons if one.rule is Rule.MODELS_DISAGREE)
    assert reason.measured == pytest.approx(131_040 / 36_613, rel=1e-4)
    assert "from 36,613 to 131,040 people" in reason.sentence
    assert netherlands.band is None


def test_korea_is_a_band_though_it_has_overlap_enough(korea: Assessment) -> None:
    assert (korea.verdict, rules_of(korea)) == (Outcome.BAND, [Rule.MODELS_DISAGREE])
    assert korea.reasons[0].measured == pytest.approx(268.78 / 157.17, rel=1e-3)
    assert korea.on_two_or_more == 72


def test_three_lists_that_hardly_meet_are_refused_for_that() -> None:
    """Artificial_3 of Chan, Silverman, Vincent 2021 (doi:10.1080/01621459.2019.1708748)."""
    found = assess(published("artificial_three_lists"), bootstrap=50, others=False)
    assert found.verdict is Outcome.REFUSED
    assert rules_of(found)[:2] == [Rule.TOO_LITTLE_OVERLAP, Rule.TOO_MANY_EMPTY_PAIRS]


def test_lists_that_never_meet_give_a_refusal_and_no_figures() -> None:
    table = CountTable(lists=("A", "B", "C"), cells={1: 40, 2: 30, 4: 20})
    found = assess(table, bootstrap=20)
    assert Rule.NO_ADMISSIBLE_MODEL in rules_of(found)
    assert (found.point, found.low, found.high, found.band, found.model_range) == (None,) * 5
    assert "at least 90" in found.summary().headline


def test_agreement_and_full_knowledge_give_an_estimate_with_the_interval_first(
    quiet: Assessment,
) -> None:
    assert (quiet.verdict, quiet.reasons, quiet.unchecked) == (Outcome.ESTIMATE, (), ())
    headline = quiet.summary().headline
    assert re.match(r"ESTIMATE\. Between [\d,]+ and [\d,]+ people .*, point [\d,]+", headline)
    assert quiet.offer == ()


def test_without_knowledge_the_same_table_is_a_band() -> None:
    found = assess(QUIET, bootstrap=100, others=False)
    assert found.verdict is Outcome.BAND
    assert len(found.unchecked) == 3
    assert any(sentence.startswith("Judge a sample") for sentence in found.offer)


def test_limits_are_rounded_outwards_but_not_below_those_who_were_seen() -> None:
    assert between(10_743.2, 21_135.7, 2744) == "Between 10,000 and 22,000"
    assert between(126.1, 352.0, 123) == "Between 123 and 360"


def test_a_band_or_refusal_has_no_point_in_its_headline(
    korea: Assessment, netherlands: Assessment
) -> None:
    assert korea.summary().headline.startswith("BAND. Between 130 and 350 people")
    assert "157" not in korea.summary().headline
    assert "point" not in korea.summary().headline
    refused = netherlands.summary().headline
    assert refused.startswith("REFUSED. No number can be given")
    assert re.findall(r"[\d,]*\d", refused) == ["8,234"]


def test_the_band_holds_interval_models_and_what_a_known_recall_makes_of_it() -> None:
    found = assess(KOREA, bootstrap=200, seed=3, others=False, recall=0.95)
    wide, given = found.model_range, found.linkage.given
    assert wide is not None
    assert given is not None
    assert found.band is not None
    assert found.band.low == min(found.low or 0, wide.low, given.low or 0)
    assert found.band.high == max(found.high or 0, wide.high, given.high or 0)
    assert given.low is not None
    assert found.band.low == given.low < (found.low or 0)
    assert Rule.LINKAGE_RECALL_UNKNOWN not in found.unchecked
    assert found.knowledge.recall == 0.95


def test_the_band_holds_the_models_where_the_interval_does_not() -> None:
    found = assess(KOREA, bootstrap=200, seed=3, level=0.5, others=False)
    assert found.model_range is not None
    assert found.band is not None
    assert found.band.high == found.model_range.high > (found.high or 0)


def test_a_large_group_that_is_hardly_seen_is_refused_because_its_mark_is_seen() -> None:
    """Expected counts: a quarter of 6,250 people well visible, the rest hardly.

    The estimate is half the truth and models agree on it. Chao's bound and the tie common to all
    pairs give it away; neither reaches the truth, so no band is offered.
    """
    hidden, visible = (0.05, 0.05, 0.04, 0.02), (0.40, 0.30, 0.25, 0.15)
    cells = {}
    for cell in range(1, 16):
        shares = [
            prod(p if cell >> j & 1 else 1 - p for j, p in enumerate(group))
            for group in (hidden, visible)
        ]
        cells[cell] = round(6250 * (0.75 * shares[0] + 0.25 * shares[1]))
    table = CountTable(lists=("A", "B", "C", "D"), cells=cells)
    found = assess(table, bootstrap=200, level=0.5, others=False, knowledge=KNOWN)
    given_away = [Rule.BELOW_LOWER_BOUND, Rule.PEOPLE_DIFFER_IN_VISIBILITY]
    assert (found.verdict, rules_of(found)) == (Outcome.REFUSED, given_away)
    one_tie = visibility_of(table)
    assert found.band is None
    assert one_tie is not None
    assert (found.high or 0) < max(lower_bound_of(table), one_tie.population) < 6250


def test_it_turns_into_json_with_the_promised_keys_and_back(korea: Assessment) -> None:
    data = json.loads(korea.to_json())
    promised = (
        "verdict reasons unchecked observed on_two_or_more point low high level estimate band "
        "model_range model_range_near range_of_orders sensitivity linkage leave_one_list_out "
        "others thresholds warnings offer seed seconds version data_hash"
    )
    assert set(promised.split()) <= set(data)
    assert data == korea.to_dict()
    assert data["verdict"] == "band"
    assert data["reasons"][0]["rule"] == "models_disagree"
    assert [row["xi"] for row in data["sensitivity"]][2] == 1
    assert data["linkage"]["rows"][0]["recall"] == 1
    assert [row["without"] for row in data["leave_one_list_out"]] == ["b", "c", "d"]


def test_the_order_of_the_lists_and_the_number_of_threads_change_no_figure(
    korea: Assessment,
) -> None:
    turned = assess(KOREA.rearranged("dbc"), bootstrap=200, seed=3, jobs=1)
    assert (turned.low, turned.point, turned.high) == (korea.low, korea.point, korea.high)
    assert (turned.reasons, turned.band, turned.linkage) == (
        korea.reasons,
        korea.band,
        korea.linkage,
    )
    assert {one.without: one for one in turned.leave_one_list_out} == {
        one.without: one for one in korea.leave_one_list_out
    }
    assert [one.without for one in turned.leave_one_list_out] == ["d", "b", "c"]
    assert [(one.low, one.high) for one in turned.others] == [
        (one.low, one.high) for one in korea.others
    ]


def test_it_says_the_same_in_the_terminal_and_on_a_page(korea: Assessment) -> None:
    text, page = str(korea), korea.to_html()
    for words in ("differ by a factor of 1.7", "b and c", "dga", "Assumed: Nobody enters"):
        assert words in " ".join(text.split())
        assert words in page
    assert len(max(text.splitlines(), key=len)) <= 100


def test_its_page_has_a_picture_of_the_ranges_and_one_of_the_overlaps(korea: Assessment) -> None:
    ladder, shared = korea.summary().pictures
    for words in ("models within 10 BIC", "unseen divided by 0.5", "recall 0.95", "dga"):
        assert words in ladder
    assert "point" not in ladder
    assert "b and d" in shared or ">18<" in shared
    assert korea.to_html().count("<svg") == 2


def test_other_methods_stand_beside_it_and_say_why_when_they_cannot(korea: Assessment) -> None:
    assert [one.method for one in korea.others] == ["independence", "chao", "dga"]
    graphs = korea.others[2]  # dga 2.0.2: 161 (124-460)
    assert round(graphs.point or 0) == pytest.approx(161, abs=2)
    assert all(one.low and one.high and one.low <= (one.point or 0) for one in korea.others)


def test_a_list_left_out_leaves_the_lincoln_petersen_estimate_of_two_others() -> None:
    found = {one.without: one for one in leave_one_list_out(QUIET, searched)}
    a, b, both = 400 + 85, 300 + 64, 130 + 28  # C left out: on A alone, on B alone, on both
    left = found["C"]
    assert (left.status, left.observed) == (Left.ESTIMATED, a + b + both)
    assert left.point == pytest.approx((a + both) * (b + both) / both)
    size_of_c = 200 + 85 + 64 + 28
    own = (85 + 28) * (64 + 28) / 28  # members of C, by A and B
    assert left.size == size_of_c
    assert left.recovered.observed == 85 + 64 + 28
    assert left.recovered.point == pytest.approx(own)


def test_two_lists_cannot_spare_one() -> None:
    table = CountTable(lists=("A", "B"), cells={1: 40, 2: 30, 3: 20})
    assert {one.status for one in leave_one_list_out(table, searched)} == {Left.TOO_FEW_LISTS}


def test_models_of_one_order_can_agree_and_be_contradicted_by_another() -> None:
    """Four lists, of which A, B and C meet far more often together than in pairs."""
    cells = {1: 500, 2: 500, 4: 500, 8: 400, 3: 40, 5: 40, 6: 40, 7: 90, 9: 60, 10: 60, 12: 60}
    cells |= {11: 5, 13: 5, 14: 5, 15: 11}
    table = CountTable(lists=("A", "B", "C", "D"), cells=cells)
    found = assess(table, bootstrap=5, others=False, knowledge=KNOWN)
    two, three = found.range_of_orders
    assert (two.considered, three.considered) == (64, 113)
    assert three.bic is not None
    assert two.bic is not None
    assert three.bic < two.bic
    assert "A:B:C" in (three.model or "")
    ratio = max(two.point or 0, three.point or 0) / min(two.point or 1, three.point or 1)
    assert ratio > 1.5
    assert Rule.ORDERS_DISAGREE in rules_of(found)


def test_three_lists_have_no_other_order_and_six_too_many_models_of_it() -> None:
    assert other_order(KOREA, 2) is None
    assert other_order(published("united_kingdom_2013"), 2) is None
    assert len(by_order([(2, searched(KOREA))], KOREA.lists)) == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule.TOO_LITTLE_OVERLAP, "Pool several years"),
        (Rule.LIST_IS_REFERRAL_DESTINATION, "from 116,667 to 48,013"),
        (Rule.MODELS_DISAGREE, "add a list that sees other people"),
        (Rule.DIFFERENT_POPULATIONS_OR_PERIODS, "Restrict every list"),
        (Rule.LINKAGE_TOO_POOR, "Judge a sample"),
    ],
)
def test_what_is_offered_follows_from_what_went_wrong(
    rule: Rule, words: str, netherlands: Assessment
) -> None:
    reason = Reason(rule=rule, outcome=Outcome.REFUSED, measured=1, threshold=0, sentence="")
    for_rule = Verdict(
        outcome=Outcome.REFUSED, reasons=(reason,), unchecked=(), thresholds=Thresholds()
    )
    facts = evidence_of(QUIET, netherlands.estimate, None)
    offered = offers(for_rule, facts)
    assert offered[0].startswith("At least 1,207 people")
    assert any(words in sentence for sentence in offered)
    assert any("in proportion to inhabitants" in sentence for sentence in offered)
    assert any("Chao" in sentence for sentence in offered)


def test_knowledge_that_contradicts_the_table_or_itself_is_not_taken() -> None:
    with pytest.raises(BadKnowledge, match="X is no list of this table: A, B, C"):
        assess(QUIET, bootstrap=0, knowledge=Knowledge(referral_destinations=("X",)))
    with pytest.raises(BadKnowledge, match="two different recalls"):
        assess(QUIET, bootstrap=0, knowledge=Knowledge(recall=0.9), recall=0.8)


def test_draws_of_the_links_are_each_estimated_and_combined() -> None:
    found = assess(KOREA, bootstrap=40, linked=(KOREA, KOREA), others=False)
    sets = found.linkage.link_sets
    assert sets is not None
    assert (sets.sets, sets.without_estimate) == (2, 0)
    assert sets.share_of_links == 0
    assert sets.point == pytest.approx(found.point or 0)


def test_seven_lists_are_searched_downhill_and_assessed_all_the_same() -> None:
    """Chances of .2 to .06 of seven independent lists; N = 3,000 in expectation."""
    chances = (0.2, 0.15, 0.12, 0.1, 0.08, 0.07, 0.06)
    cells = {}
    for cell in range(1, 128):
        share = prod(p if cell >> j & 1 else 1 - p for j, p in enumerate(chances))
        cells[cell] = round(3000 * share)
    table = CountTable(lists=tuple("ABCDEFG"), cells=cells)
    found = assess(table, method="stepwise", bootstrap=10, others=False, knowledge=KNOWN)
    assert found.point == pytest.approx(3000, rel=0.1)
    assert found.model_range is not None
    assert {one.status for one in found.leave_one_list_out} == {Left.ESTIMATED}
