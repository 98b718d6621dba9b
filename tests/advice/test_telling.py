"""Names of files that tell who somebody is, however their words are glued together."""

import pytest

from kmt.advice.rules.pieces import Kind
from kmt.advice.telling import NEVER, named_after

BSN = "111222333"  # passes the eleven-test and is nobody's
MAIL_TOO = {**NEVER, Kind.MAIL: "een e-mailadres"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (f"bsn {BSN}.pdf", "een burgerservicenummer"),
        (f"bsn{BSN}.pdf", "een burgerservicenummer"),
        (f"brief-{BSN}-x.pdf", "een burgerservicenummer"),
        (f"brief_{BSN}_x.pdf", "een burgerservicenummer"),
        ("geboren_12-03-1988.pdf", "een geboortedatum"),
        ("Besluit 2026-7.pdf", ""),
        ("2024-03-12_notulen_raad.pdf", ""),
        ("Besluit 12-03-2024.pdf", ""),
        ("x", ""),
    ],
)
def test_a_name_that_tells_is_refused_with_its_words(name: str, told: str) -> None:
    said = named_after([name])
    assert said == "" if not told else said.startswith(f"In de naam van “{name}” lijkt {told} te")


def test_the_first_that_tells_is_named_and_a_room_may_refuse_more() -> None:
    names = ["goed.pdf", "noor@example.org.pdf", f"bsn {BSN}.pdf"]
    assert BSN in named_after(names)
    assert "e-mailadres" in named_after(names, MAIL_TOO)
