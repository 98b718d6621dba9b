"""Code lists, forms, indicators and figures: complete, sourced, mapped, and asked by date."""

import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest

from kmt.kernel.refusals import Refused
from kmt.vocabulary import queries
from kmt.vocabulary.entries import STATUSES
from kmt.vocabulary.loading import vocabulary
from kmt.vocabulary.refusals import NotValidOn, UnknownWord

TODAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[2]
HTCDS = tomllib.loads(Path(__file__).with_name("htcds_2_0.toml").read_text(encoding="utf-8"))
MUNICIPALITIES = {
    *("GM0141", "GM0147", "GM0153", "GM0158", "GM0163", "GM0164", "GM0168", "GM0173"),
    *("GM0183", "GM0189", "GM1700", "GM1735", "GM1742", "GM1774"),
}


def test_the_vocabulary_is_complete() -> None:
    whole = vocabulary()
    assert len(whole.lists) == 66
    assert sum(len(codes) for codes in whole.codes.values()) == 552
    assert len(whole.groups) == 9
    assert len(whole.indicators) == 71
    assert len(whole.rules) == 45
    assert len(whole.series) == 21
    assert len(whole.figures) == 180
    assert len(whole.sources) == 131


@pytest.mark.parametrize("each", queries.lists(), ids=lambda each: each.list)
def test_every_list_has_labels_a_status_and_codes_and_its_htcds_values_exist(each) -> None:
    assert each.status in STATUSES
    assert each.dutch
    assert each.english
    allowed = HTCDS[each.htcds_field] if each.htcds_field else []
    for code in vocabulary().codes[each.list].values():
        for version in code:
            assert version.status in STATUSES
            assert version.source or version.status != "source"
            assert not version.htcds or version.htcds in allowed


def test_every_cited_source_resolves() -> None:
    assert queries.source("S12").title == "WBV 2023/11"
    assert queries.source("MEMO").title.startswith("Advies positionering")
    with pytest.raises(UnknownWord):
        queries.source("S999")


def test_the_municipalities_are_the_fourteen_of_twente() -> None:
    found = {each.code for each in queries.values("municipality_twente", TODAY)}
    assert found == MUNICIPALITIES
    assert queries.label("municipality_twente", "GM0153") == "Enschede"


@pytest.mark.parametrize(
    ("on", "count"), [(date(2000, 12, 31), 10), (date(2001, 1, 1), 14), (TODAY, 14)]
)
def test_four_municipalities_exist_since_2001(on: date, count: int) -> None:
    assert len(queries.values("municipality_twente", on)) == count


def test_an_observation_has_three_answers() -> None:
    answers = queries.values("observation_answer", TODAY)
    assert [each.code for each in answers] == ["observed", "not_observed", "unknown"]
    assert [each.dutch for each in answers] == ["waargenomen", "niet waargenomen", "onbekend"]


@pytest.mark.parametrize("on", [date(2013, 1, 1), TODAY, date(2099, 12, 31)])
def test_serious_disadvantage_is_no_form_until_its_law_holds(on: date) -> None:
    assert "BEN" not in {each.code for each in queries.forms_on(on)}
    with pytest.raises(NotValidOn, match="nog niet ingegaan"):
        queries.code("exploitation_form", "BEN", on)
    assert queries.label("exploitation_form", "BEN").startswith("ernstige benadeling")


def test_the_forms_stand_in_their_own_order() -> None:
    forms = [each.code for each in queries.forms_on(TODAY)]
    assert forms == [
        *("SEX", "LAB", "SERV", "CRIM", "BEG", "ORG", "MAR", "SUR", "ADO", "UNK", "NONE"),
    ]


def test_labels_come_in_two_languages_and_as_choices() -> None:
    assert queries.label("urgency", "U1") == "acuut gevaar"
    assert queries.label("urgency", "U1", "en") == "acute danger"
    assert queries.choices("case_type", TODAY)[0] == ("care", "zorgcoördinatie")


@pytest.mark.parametrize(
    ("ask", "named"),
    [
        (lambda: queries.values("kleur", TODAY), "de lijst 'kleur'"),
        (lambda: queries.code("urgency", "U9"), "'U9'"),
        (lambda: queries.label("urgency", ""), "urgency"),
        (lambda: queries.indicator("Z1"), "het signaal 'Z1'"),
        (lambda: queries.figures("geheim"), "de reeks 'geheim'"),
        (lambda: queries.indicators_on(TODAY, "XXX"), "'XXX'"),
    ],
)
def test_an_unknown_word_is_refused_by_name_with_a_next_step(ask, named: str) -> None:
    with pytest.raises(UnknownWord) as refused:
        ask()
    assert isinstance(refused.value, Refused)
    assert named in refused.value.sentence
    assert refused.value.next_step


def test_a_moment_is_not_a_day() -> None:
    with pytest.raises(TypeError, match="not for a moment"):
        queries.forms_on(datetime(2026, 11, 23, 12, 0))


def test_indicators_are_asked_per_form() -> None:
    assert len(queries.indicators_on(TODAY)) == 71
    labour = {each.indicator for each in queries.indicators_on(TODAY, "LAB")}
    assert {"A1", "B1", "D1", "D8", "I5"} <= labour
    assert not labour & {"A10", "E1", "F1", "H1"}
    assert {each.indicator for each in queries.indicators_on(TODAY, "ORG")} >= {"H1", "H2", "C1"}


@pytest.mark.parametrize("form", ["UNK", "NONE"])
def test_a_form_that_is_not_known_yet_rules_no_indicator_out(form: str) -> None:
    assert queries.indicators_on(TODAY, form) == queries.indicators_on(TODAY)


def test_indicators_of_a_form_without_a_law_are_refused() -> None:
    with pytest.raises(NotValidOn):
        queries.indicators_on(TODAY, "BEN")


def test_six_indicators_ask_whether_it_is_acute() -> None:
    critical = {each.indicator for each in queries.indicators_on(TODAY) if each.critical}
    assert critical == {"B1", "C1", "C2", "E1", "E2", "F1"}


def test_groups_stand_in_order_and_each_has_indicators() -> None:
    groups = [each.group for each in queries.indicator_groups()]
    assert [name[0] for name in groups] == list("ABCDEFGHI")
    assert {each.group for each in queries.indicators_on(TODAY)} == set(groups)


def test_two_published_series_of_the_same_year_stay_apart() -> None:
    totals = {
        series: next(
            each.value
            for each in queries.figures(series)
            if each.period == "2019" and each.dimension == "total"
        )
        for series in ("comensha_victims", "nrm_us_report_victims")
    }
    assert totals == {"comensha_victims": 1372, "nrm_us_report_victims": 1334}


def test_the_region_file_and_the_code_list_name_the_same_municipalities() -> None:
    region = tomllib.loads((ROOT / "regions" / "twente.toml").read_text(encoding="utf-8"))
    places = region["municipality"]
    names = {each["code"]: each["name"] for each in places}
    assert names == {each.code: each.dutch for each in queries.values("municipality_twente", TODAY)}
    assert len({each["short"] for each in places}) == 14
    assert len({(each["column"], each["row"]) for each in places}) == 14
    for snapshot in region["population_snapshot"]:
        total = sum(each["inhabitants"][snapshot["code"]] for each in places)
        assert total == snapshot["region_total"]
    assert set(region["national_population"]) == {"source", *map(str, range(2010, 2021))}
