"""The factsheets: tagged, two sides, Dutch, of one municipality each, and nobody in them."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

import pikepdf
import pytest

from kmt.audit.models import AuditEvent
from kmt.factsheets import content, queries
from kmt.factsheets.actions import make_all
from kmt.factsheets.gathering import gather, gather_one, newest_populations
from kmt.factsheets.models import CouncilSheet
from kmt.factsheets.printing import render
from kmt.kernel import clock
from kmt.kernel.refusals import Conflict, NotFound, NotPermitted
from kmt.kernel.typesetting import PrintFailed
from kmt.partners.region import region
from tests.conftest import ENSCHEDE, HENGELO
from tests.conftest import PEOPLE as STAFF
from tests.factsheets.conftest import DAY
from tests.insight.reading import paragraphs_of

pytestmark = pytest.mark.slow

LONG = "Overeenstemming over gemeentegrensoverschrijdende samenwerkingsverbanden en plichten "


def said(pdf: bytes) -> str:
    return " ".join(paragraphs_of(pdf))


def test_one_act_makes_all_fourteen_and_the_region(made, adviser) -> None:
    assert list(made) == ["VR05", *(code for code, _name in region().places)]
    names = {one.path.name for one in made.values()}
    assert len(names) == 15
    assert "raadsfactsheet-hof-van-twente-2026.pdf" in names
    for one in made.values():
        assert sha256(one.path.read_bytes()).hexdigest() == one.sha256
    assert {one.name for one in made["VR05"].path.parent.iterdir()} == names
    event = AuditEvent.objects.get(object_type="council_sheet")
    assert (event.action, event.actor_id) == ("create", adviser.id)


def test_each_is_a_tagged_dutch_pdf_of_two_sides(made) -> None:
    for place, one in made.items():
        with pikepdf.open(one.path) as pdf:
            assert pdf.Root.MarkInfo.Marked
            assert str(pdf.Root.Lang).lower().startswith("nl")
            name = queries.name_of(place)
            assert pdf.docinfo["/Title"] == f"Aanpak mensenhandel in {name}: hoe staat het ervoor?"
            assert pdf.Root.ViewerPreferences.DisplayDocTitle
            assert len(pdf.pages) == 2
            with pdf.open_metadata() as about:
                assert about["pdfuaid:part"] == "1"
                assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "A")


def test_the_pictures_have_a_text_for_who_cannot_see_them(made) -> None:
    with pikepdf.open(made[HENGELO].path) as pdf:
        alt = [str(one.Alt) for one in pdf.objects if _figure(one) and "/Alt" in one]
    assert any("1 op orde, 1 loopt, 1 bewijs verlopen, 25 nog niet begonnen" in one for one in alt)
    assert any("2020: 12 procent, regio 1 procent" in one for one in alt)


def test_it_says_what_is_met_what_comes_next_and_what_is_expired(made) -> None:
    text = said(made[HENGELO].path.read_bytes())
    for words in (
        "Hengelo heeft 1 van de 28 punten op orde: 4 procent.",
        "meer dan in Twente als geheel, waar 0 procent op orde is",
        "van 1 is het bewijs verlopen",
        "Voorstel naar de raad",
        "1 september 2026",
        "vóór 2022",
        "81.062 inwoners",
        "grenzen van 2021",
        "naar rato van inwoners",
        "227 (181 tot 272)",
        "met de inwoners van 2020",
        "Reken het niet om naar één gemeente",
        "Wat telt als op orde",
        "3 van de 28 punten",
        "1 akkoord",
        "versie 1 van elk punt",
        "CVDR719724",
    ):
        assert words.casefold() in text.casefold(), words


def test_nobody_and_no_other_municipality_is_in_it(made) -> None:
    names = [name for name, _, _ in STAFF.values()]
    for place, one in made.items():
        text = said(one.path.read_bytes())
        assert [name for name in names if name in text] == []
        other = [
            name
            for code, name in region().places
            if code != place and re.search(rf"\b{name}\b", text)
        ]
        assert other == []
        assert "@" not in text


def test_no_figure_about_victims_is_invented(made) -> None:
    text = said(made[HENGELO].path.read_bytes())
    assert text.count("slachtoffers per jaar") == 1
    assert "Daar is geen tabel van vrijgegeven" in text


def test_a_municipality_that_filled_in_nothing_gets_a_sheet_that_says_so(made) -> None:
    text = said(made[ENSCHEDE].path.read_bytes())
    assert "Enschede heeft nog niets ingevuld" in text
    assert "nog geen lijn door de jaren" in text


def test_the_longest_names_and_texts_stay_on_two_sides(filled, adviser) -> None:
    shared = gather(adviser, DAY.date())
    view, years = gather_one(adviser, HENGELO, DAY.date())
    items = tuple(
        replace(
            one,
            obligation=replace(one.obligation, title=(LONG * 2)[:160]),
            next_step=LONG * 4,
            next_on=date(2026, 1, 1),
        )
        for one in view.items
    )
    more = (*items, *items[:12])  # a region may add its own items
    long = replace(view, name="Nederhorst den Berg en Omliggende Kerkdorpen", items=more)
    many = tuple(replace(years[-1], year=2000 + n) for n in range(27))
    per_item = tuple(
        replace(one, obligation=replace(one.obligation, title=(LONG * 2)[:160]))
        for one in shared.region.per_item
    )
    wide = replace(shared, region=replace(shared.region, per_item=per_item), years=many)
    for found in (content.of_municipality(long, many, wide), content.of_region(wide)):
        with pikepdf.open(io.BytesIO(render(found, on=DAY.date()))) as pdf:
            assert len(pdf.pages) == 2


def test_the_same_standing_on_the_same_day_gives_the_same_bytes(made, adviser, monkeypatch) -> None:
    monkeypatch.setattr("kmt.factsheets.actions.render", render)
    before = {place: one.path.read_bytes() for place, one in made.items()}
    with clock.frozen(DAY + timedelta(hours=3)):
        again = make_all(by=adviser)
    assert {one.place: one.path.read_bytes() for one in again} == before
    assert CouncilSheet.objects.count() == 30


def test_when_one_fails_nothing_changes(made, adviser, monkeypatch) -> None:
    before = made["VR05"].path.read_bytes()
    calls = []

    def breaks(found: content.Content, *, on: date) -> bytes:
        calls.append(found["place"])
        if len(calls) == 9:
            raise PrintFailed("planted")
        return b"%PDF-"

    monkeypatch.setattr("kmt.factsheets.actions.render", breaks)
    with pytest.raises(PrintFailed):
        make_all(by=adviser)
    assert made["VR05"].path.read_bytes() == before
    assert CouncilSheet.objects.count() == 15


def test_the_demo_says_that_its_figures_are_invented(filled, adviser, settings) -> None:
    settings.KMT_DEMO = True
    found = {one.place: one for one in make_all(by=adviser)}
    assert found[HENGELO].path.name == "raadsfactsheet-hengelo-2026-voorbeeld.pdf"
    assert "verzonnen" in said(found[HENGELO].path.read_bytes())


def test_outside_it_nothing_says_so(made) -> None:
    assert "verzonnen" not in said(made[HENGELO].path.read_bytes())


def test_only_who_leads_the_rounds_makes_them(
    filled, focal_point_hengelo, analyst, member, desk
) -> None:
    for by in (focal_point_hengelo, analyst, member, desk):
        with pytest.raises(NotPermitted):
            make_all(by=by)
    assert not CouncilSheet.objects.exists()


def test_a_municipality_reads_its_own_and_the_region(
    made, focal_point_hengelo, adviser, member
) -> None:
    def places(actor) -> list[str]:
        return [one.place for one in queries.sheets(actor).lines]

    assert places(focal_point_hengelo) == ["VR05", HENGELO]
    assert places(member) == ["VR05"]
    assert len(places(adviser)) == 15
    assert queries.sheet(focal_point_hengelo, HENGELO).content["place"] == "Hengelo"
    for ask in (queries.sheet, queries.sheet_file):
        with pytest.raises(NotFound):
            ask(focal_point_hengelo, ENSCHEDE)
        with pytest.raises(NotFound):
            ask(member, HENGELO)
        with pytest.raises(NotFound):
            ask(adviser, "GM0363")


def test_taking_one_along_is_recorded(made, focal_point_hengelo) -> None:
    file = queries.sheet_file(focal_point_hengelo, HENGELO)
    assert file.content == made[HENGELO].path.read_bytes()
    found = AuditEvent.objects.filter(object_type="council_sheet", action="export")
    assert found.get().actor_id == focal_point_hengelo.id


def test_a_file_that_was_changed_is_not_sent(made, adviser) -> None:
    made[HENGELO].path.write_bytes(b"%PDF- anders")
    with pytest.raises(Conflict, match="niet meer wat er is gemaakt"):
        queries.sheet_file(adviser, HENGELO)


def test_a_file_that_was_lost_is_typeset_again_when_it_is_the_same(made, adviser) -> None:
    before = made[HENGELO].path.read_bytes()
    made[HENGELO].path.unlink()
    assert queries.sheet_file(adviser, HENGELO).content == before
    row = CouncilSheet.objects.get(place=HENGELO)
    row.content["met"] = 27
    row.save()
    with pytest.raises(Conflict):
        queries.sheet_file(adviser, HENGELO)


def test_the_newest_population_is_taken_with_its_source() -> None:
    found = newest_populations()
    assert found["VR05"].on == date(2020, 12, 1)
    assert "grenzen van 2021" in found[HENGELO].source


def test_reading_takes_few_questions(made, adviser, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(3):
        queries.sheets(adviser)
    with django_assert_max_num_queries(1):
        queries.sheet(adviser, HENGELO)


def _figure(thing: pikepdf.Object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name.Figure
