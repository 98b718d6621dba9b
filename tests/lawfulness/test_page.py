"""The matrix as a page and as a document: every row, every no explained, for who shares."""

from html import unescape

import pytest
from django.urls import reverse

from kmt.kernel.actor import Actor
from kmt.kernel.refusals import NotPermitted
from kmt.lawfulness.document import page
from kmt.lawfulness.entries import Verdict
from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.queries import matrix_of
from kmt.lawfulness.table import DECISIONS, compartments, lines


def test_the_page_shows_every_row_of_a_compartment_in_words(log_in) -> None:
    client, seen = log_in("privacy_officer"), set()
    for code, name in compartments():
        answer = client.get(reverse("lawfulness:matrix"), {"compartiment": code})
        text = unescape(answer.content.decode())
        assert f"Regels van {code} {name}" in text
        for line in lines(None, code):
            seen.add(line.id)
            assert f'id="{line.id}"' in text
            for words in (line.decision_words, line.basis, line.status_words, *line.conditions):
                assert words in text
            assert line.decision is not Verdict.DENY or line.why[1:] in text
    assert seen == {row.id for row in sharing_matrix().rows}


def test_links_lead_to_the_other_compartments_and_a_strange_one_shows_the_first(log_in) -> None:
    answer = log_in("coordinator").get(reverse("lawfulness:matrix"), {"compartiment": "R9"})
    text = answer.content.decode()
    assert "Regels van R1 Meldpunt" in text
    for code, _ in compartments():
        assert f'href="{reverse("lawfulness:matrix")}?compartiment={code}"' in text
    assert text.count('aria-current="page"') >= 1


def test_it_is_refused_to_who_does_not_share_or_supervise() -> None:
    nobody = Actor(id="x", name="x", role="none", organisation="")
    with pytest.raises(NotPermitted, match="deelmatrix"):
        matrix_of(nobody, "R1")


def test_the_document_holds_every_row_once_with_its_reason_and_the_sources() -> None:
    text = page()
    rows = [line for line in text.splitlines() if line.startswith(("| M", "| X"))]
    assert len(rows) == len(sharing_matrix().rows) + 1  # the source called MATRIX
    for line in lines(None):
        row = next(one for one in rows if one.startswith(f"| {line.id} "))
        assert f"**{line.decision_words}**" in row
        assert line.why in row
        assert row.count(" | ") == 6
    assert "BWBR0049962" in text


def test_a_decision_is_never_told_by_colour_alone() -> None:
    assert len(set(DECISIONS.values())) == len(Verdict)
