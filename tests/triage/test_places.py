"""Which municipality is responsible: by rule, of four places, or another one with a reason."""

import pytest

from kmt.intake import queries
from kmt.intake.rules import ELSEWHERE
from kmt.kernel.refusals import Invalid, NotFound
from kmt.triage.actions import locate
from kmt.triage.queries import located
from kmt.triage.rules.places import Places
from tests.intake.conftest import ENSCHEDE, HENGELO, every_row, text_of

ALMELO = "GM0141"


@pytest.mark.parametrize(
    ("places", "responsible", "basis", "belongs", "outside"),
    [
        ({"residence": ENSCHEDE, "place_found": HENGELO}, ENSCHEDE, "residence", ENSCHEDE, False),
        ({"place_found": HENGELO}, HENGELO, "place_found", HENGELO, False),
        ({}, "", "unknown", ALMELO, False),
        ({"residence": ELSEWHERE, "place_found": HENGELO}, ELSEWHERE, "residence", "", True),
        (
            {"residence": ENSCHEDE, "override": HENGELO, "reason": "De politie vroeg het."},
            HENGELO,
            "override",
            HENGELO,
            False,
        ),
        ({"override": ELSEWHERE, "reason": "Woont in Zwolle."}, ELSEWHERE, "override", "", True),
    ],
)
def test_a_report_belongs_where_the_rule_puts_it(
    tell, desk, places, responsible, basis, belongs, outside
) -> None:
    id_ = tell(municipality=ALMELO)
    locate(by=desk, report_id=id_, places=Places(**places), exploitation=ALMELO)
    found = located(desk, id_)
    assert found is not None
    assert (found.responsible, found.basis, found.exploitation) == (responsible, basis, ALMELO)
    report = queries.report_detail(desk, id_)
    assert (report.municipality, report.outside_region) == (belongs, outside)


def test_another_municipality_takes_a_reason(tell, desk) -> None:
    id_ = tell(municipality=ALMELO)
    with pytest.raises(Invalid, match="waarom je van de regel afwijkt"):
        locate(by=desk, report_id=id_, places=Places(residence=ALMELO, override=HENGELO))
    assert located(desk, id_) is None
    assert queries.report_detail(desk, id_).municipality == ALMELO


def test_the_reason_is_sealed_and_an_earlier_answer_stays(tell, desk) -> None:
    id_ = tell()
    why = "De burgemeester belde hierover."
    locate(by=desk, report_id=id_, places=Places(place_found=HENGELO))
    locate(
        by=desk,
        report_id=id_,
        places=Places(place_found=HENGELO, override=ENSCHEDE, reason=why),
    )
    assert located(desk, id_).reason == why
    assert "burgemeester belde" not in every_row()


def test_a_report_moves_to_the_world_of_the_municipality_that_is_responsible(
    tell, desk, focal_point_hengelo, focal_point_enschede
) -> None:
    id_ = tell(municipality=HENGELO)
    assert queries.report_detail(focal_point_hengelo, id_)
    locate(by=desk, report_id=id_, places=Places(residence=ENSCHEDE))
    with pytest.raises(NotFound):
        queries.report_detail(focal_point_hengelo, id_)
    assert queries.report_detail(focal_point_enschede, id_).municipality == ENSCHEDE


def test_the_page_begins_with_what_was_told_and_keeps_what_was_typed(tell, log_in) -> None:
    id_ = tell(municipality=HENGELO)
    client, address = log_in("desk"), f"/meldingen/{id_}/plaats/"
    assert f'value="{HENGELO}" selected' in client.get(address).content.decode()
    typed = {"residence": ENSCHEDE, "override": ALMELO, "reason": ""}
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert f'value="{ALMELO}" selected' in answer.content.decode()
    assert "Enschede" in text_of(answer)
    assert client.post(address, typed | {"reason": "Zij vroeg het."}).status_code == 302
    assert "Zij vroeg het." in text_of(client.get(f"/meldingen/{id_}/"))
