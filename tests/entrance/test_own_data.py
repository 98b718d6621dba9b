"""What the public side says of forms and of help, held against the vocabulary and the region."""

import re

from kmt.entrance.wording import FORMS, HELP
from kmt.kernel import clock
from kmt.partners.region import region
from kmt.vocabulary import queries as vocabulary
from tests.entrance.conftest import text_of


def test_every_form_shown_is_one_of_the_vocabulary() -> None:
    codes = {code for code, _name in vocabulary.choices("exploitation_form", clock.today(), "nl")}
    shown = [one.code for one in FORMS]
    assert len(set(shown)) == len(shown)
    assert set(shown) <= codes


def test_every_line_of_help_has_words_a_source_and_a_day() -> None:
    lines = region().help
    assert len(lines) >= 6
    for line in lines:
        assert line.kind in HELP, line
        assert line.source, line
        assert line.noted <= clock.today(), line
        assert line.phone or line.web, line
        assert re.fullmatch(r"(\d[\d ]+)?", line.phone), line


def test_a_number_can_be_tapped_and_reads_from_left_to_right(visitor) -> None:
    html = visitor.get("/ar/hulp/").content.decode()
    for line in region().help:
        if line.phone:
            wanted = f'<a href="tel:{line.dial}"><bdi dir="ltr">{line.phone}</bdi></a>'
            assert wanted in html
    assert '<a href="tel:112">' in html


def test_the_day_is_written_in_the_way_of_the_language(visitor) -> None:
    said = {code: text_of(visitor.get(f"/{code}/hulp/").content.decode()) for code in ("de", "hu")}
    assert "26. November 2026" in said["de"]
    assert "2026. november 26." in said["hu"]


def test_the_way_out_is_a_page_of_the_region(visitor) -> None:
    assert f'href="{region().leave_to}"' in visitor.get("/").content.decode()
    assert region().leave_to.startswith("https://")
