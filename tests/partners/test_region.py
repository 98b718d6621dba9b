"""The region is data: fourteen municipalities here, another file elsewhere."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from kmt.partners.region import NATION, region

OTHER = """
[region]
code = "VR99"
name = "Verzonnen"
centre = "KMV"
leave_to = "https://www.knmi.nl/nederland-nu/weer"
host = "ZVHV"
[[organisation]]
code = "KMV"
name = "Kenniscentrum Mensenhandel Verzonnen"
kind = "centre"
[[organisation]]
code = "ZVHV"
name = "Zorg- en Veiligheidshuis Verzonnen"
kind = "host"
[[municipality]]
code = "GM9001"
name = "Eendorp"
short = "EEN"
column = 1
row = 1
inhabitants = { a = 1000 }
[[population_snapshot]]
code = "a"
year = 2025
source = "verzonnen"
[[region_population]]
on = 2025-01-01
inhabitants = 1000
source = "verzonnen"
[national_population]
source = "verzonnen"
2025 = 2000
"""


def test_twente_has_fourteen_municipalities_on_fourteen_places_of_the_map() -> None:
    places = {(one.column, one.row) for one in region().municipalities}
    assert len(region().municipalities) == len(region().codes) == len(places) == 14


def test_a_place_is_named_and_an_unknown_place_says_so() -> None:
    assert region().municipality_name("GM0153") == "Enschede"
    assert region().municipality_name("") == "onbekend"
    assert region().municipality_name("GM0363") == "onbekend"


def test_the_partners_of_the_founding_memo_are_there() -> None:
    names = {one.code for one in region().organisations}
    assert {"KMT", "ZVHT", "COMENSHA", "RIEC", "OM-ON", "AVIM-ON", "VTT", "GGD"} <= names


def test_every_count_of_inhabitants_has_a_source() -> None:
    assert all(one.source and one.inhabitants > 0 for one in region().populations)
    assert {one.area for one in region().populations} == {*region().codes, "VR05", NATION}


def test_another_region_starts_with_another_file(settings, tmp_path) -> None:
    path = tmp_path / "verzonnen.toml"
    path.write_text(OTHER)
    settings.KMT_REGION_FILE = path
    assert region().centre_short == "KMV Verzonnen"
    assert region().codes == {"GM9001"}


@pytest.mark.parametrize("damage", ["[region", OTHER.replace('name = "Eendorp"\n', "")])
def test_a_damaged_file_is_refused_with_a_sentence(damage: str, settings, tmp_path) -> None:
    path = tmp_path / f"stuk-{len(damage)}.toml"
    path.write_text(damage)
    settings.KMT_REGION_FILE = path
    with pytest.raises(ImproperlyConfigured, match=r"Het regiobestand .* is niet leesbaar"):
        region()
