"""The glossary: one word per notion, and a page that is written from the data."""

from pathlib import Path

import pytest

from kmt.access.permissions import Permission
from kmt.vocabulary import glossary, queries

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"


def test_the_page_in_docs_is_the_one_the_data_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == glossary.page()


@pytest.mark.parametrize(
    "name",
    [
        *("Report", "Triage", "IndicatorObservation", "Person", "DataKey", "CareCase"),
        *("CaseEvent", "NextAction", "EstimateRun", "Factsheet", "Account", "Membership"),
        *("AuditEvent", "Conference", "VictimRegistration"),
    ],
)
def test_the_names_of_the_house_stand_in_the_glossary_once(name: str) -> None:
    assert [each.name for each in queries.glossary()].count(name) == 1
    assert f"`{name}`" in glossary.page()


def test_every_word_of_a_permission_is_explained() -> None:
    explained = {each.code for each in queries.glossary() if each.kind != "field"}
    used = {word for each in Permission for word in each.value.split(".")[1:]}
    assert used <= explained


def test_every_term_has_a_meaning_and_a_source() -> None:
    for each in queries.glossary():
        assert each.meaning
        assert each.source


def test_every_code_list_stands_on_the_page() -> None:
    page = glossary.page()
    for each in queries.lists():
        assert f"`{each.list}`" in page


def test_a_source_that_is_cited_is_listed() -> None:
    sources = glossary.page().split("## Sources")[1]
    assert "| S12 |" in sources
    assert "| S130 |" not in sources
