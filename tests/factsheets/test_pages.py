"""The pages of the factsheets, with a real log-in."""

from tests.conftest import ENSCHEDE, HENGELO
from tests.rounds.test_pages import text_of

LIST, MAKE = "/gemeenten/factsheets/", "/gemeenten/factsheets/maken/"


def test_an_empty_list_says_who_makes_them(today, log_in) -> None:
    assert "Maak ze in één keer" in text_of(log_in("adviser").get(LIST))
    said = text_of(log_in("focal_point_hengelo").get(LIST))
    assert "De beleidsadviseur maakt ze" in said
    assert "Maak ze allemaal" not in said


def test_the_button_makes_them_all(filled, log_in) -> None:
    wies = log_in("adviser")
    said = text_of(wies.post(MAKE, follow=True))
    assert "15 factsheets zijn gemaakt." in said
    assert "PDF van Wierden" in said
    assert wies.get(MAKE).status_code == 302


def test_a_municipality_finds_its_own_as_page_and_as_file(made, log_in) -> None:
    hanna = log_in("focal_point_hengelo")
    listed = text_of(hanna.get(LIST))
    assert "PDF van Hengelo" in listed
    assert "Enschede" not in listed
    page = text_of(hanna.get(f"{LIST}{HENGELO}/"))
    for words in (
        "Aanpak mensenhandel in Hengelo",
        "Hengelo heeft 1 van de 28 punten op orde: 4 procent.",
        "Voorstel naar de raad",
        "227 (181 tot 272)",
        "Wat telt als op orde",
        "bewijs verlopen",
    ):
        assert words in page
    answer = hanna.get(f"{LIST}{HENGELO}/factsheet.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert "raadsfactsheet-hengelo-2026.pdf" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert hanna.get(f"{LIST}VR05/").status_code == 200
    assert hanna.get(f"{LIST}{ENSCHEDE}/").status_code == 404
    assert hanna.get(f"{LIST}{ENSCHEDE}/factsheet.pdf").status_code == 404
    assert hanna.post(MAKE).status_code == 403


def test_the_page_says_the_same_as_the_file(made, log_in) -> None:
    wies = log_in("adviser")
    page = text_of(wies.get(f"{LIST}VR05/"))
    assert "De 14 gemeenten hebben samen 1 van de 392 punten op orde" in page
    assert "Waar moet het meeste gebeuren?" in page
    assert "Enschede" not in page.partition("Hoe is dit gemeten")[0].partition("Stand van")[2]
