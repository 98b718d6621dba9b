"""The poster and the card: which signals, in which words, and the file.

Signals are indicators of the vocabulary; an address is never typed: it is that of the entrance, or
of the region's own website (:func:`kmt.prevention.rules.entrance_address`). The code is drawn from
squares as one path: nothing is fetched, and it stays sharp at any size.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from kmt.entrance.languages import LANGUAGES
from kmt.kernel import clock
from kmt.kernel.refusals import Refused
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region
from kmt.prevention.rules import entrance_address
from kmt.vocabulary import queries as vocabulary

DATA = Path(__file__).parent / "data" / "printed.toml"
ALL = "ALL"
#: Sizes on offer, with how many signals fit and the paper as the typesetter calls it.
SIZES: Mapping[str, tuple[str, int]] = {"a3": ("a3", 6), "a4": ("a4", 6), "a6": ("a6", 4)}
#: Squares of white that a reader of the code needs around it (ISO/IEC 18004).
QUIET = 4
Matrix = Sequence[Sequence[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to print: ``form`` a code or ``ALL``, ``municipality`` a CBS code or empty."""

    form: str = ALL
    language: str = "nl"
    size: str = "a4"
    municipality: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Every word of one poster or card, and the address in its code."""

    choice: Choice
    title: str
    lead: str
    signals: tuple[str, ...]
    proof: str
    tell: str
    danger: str
    code: str
    back: str
    address: str
    sender: str

    @property
    def card(self) -> bool:
        """Whether it is the small card."""
        return self.choice.size == "a6"

    @property
    def shown_address(self) -> str:
        """The address as people read and type it."""
        return self.address.removeprefix("https://").rstrip("/")

    @property
    def file_name(self) -> str:
        """A name that says what it is, and nothing of who made it."""
        one = self.choice
        return (
            f"{'kaart' if self.card else 'poster'}-{one.form.lower()}-{one.language}-{one.size}.pdf"
        )


class NoAddress(Refused):
    """Nothing can be printed without an address to send people to."""

    def __init__(self) -> None:
        """Say who can fill it in, and where."""
        super().__init__(
            "Er is geen adres om op te drukken: deze site heeft geen eigen naam op internet.",
            "Vraag de beheerder om KMT_HOSTS te zetten, of website in het regiobestand.",
        )


def forms() -> tuple[str, ...]:
    """The forms for which there is a poster; ``ALL`` first."""
    return tuple(_words()["forms"])


def printed(choice: Choice) -> Printed:
    """The words of one choice. Raises :class:`NoAddress` where there is nothing to lead to."""
    said, (_paper, most) = _words()[choice.language], SIZES[choice.size]
    here = region()
    place = here.municipality_name(choice.municipality) if choice.municipality else ""
    return Printed(
        choice=choice,
        title=said[choice.form],
        signals=tuple(_signals(choice.form, choice.language, clock.today())[:most]),
        address=address(choice.language),
        sender=" · ".join(one for one in (place, here.centre) if one),
        **{name: said[name] for name in ("lead", "proof", "tell", "danger", "code", "back")},
    )


def address(language: str) -> str:
    """The address of the entrance in a language, as it is printed."""
    with override(language):
        path = reverse("intake:entrance")
    found = entrance_address(settings.ALLOWED_HOSTS, region().website, path)
    if not found:
        raise NoAddress()
    return found


def matrix(text: str) -> Matrix:
    """The squares of the code of a text, without white around it; True is dark.

    Level M: the code can still be read when 15 % of it is damaged.
    """
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(border=0, error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(one) for one in row] for row in code.modules]


def path(squares: Matrix) -> str:
    """The dark squares as one path of SVG, a bar per run of dark squares in a row."""
    parts = []
    for y, row in enumerate(squares):
        x = 0
        while x < len(row):
            run = next((n for n, dark in enumerate(row[x:]) if not dark), len(row) - x)
            if run:
                parts.append(f"M{x + QUIET} {y + QUIET}h{run}v1h-{run}z")
            x += run or 1
    return "".join(parts)


def side(squares: Matrix) -> int:
    """The length of a side in squares, white included."""
    return len(squares) + 2 * QUIET


def svg(squares: Matrix) -> str:
    """The code as a drawing, for the typesetter."""
    size = side(squares)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<path fill="#ffffff" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path fill="#17242e" d="{path(squares)}"/></svg>'
    )


def render(found: Printed) -> bytes:
    """The file: tagged, in its language, with the code as a drawing that says where it leads."""
    content = {
        "lang": found.choice.language,
        "paper": SIZES[found.choice.size][0],
        "title": found.title,
        "lead": found.lead,
        "signals": list(found.signals),
        "proof": found.proof,
        "tell": found.tell,
        "danger": found.danger,
        "back": found.back if found.card else "",
        "address": found.shown_address,
        "sender": found.sender,
        "code": svg(matrix(found.address)),
        "alt": f"{found.code} {found.shown_address}",
    }
    template = files("kmt.prevention") / "typst" / "signals.typ"
    return typeset(template, content, moment=clock.now())


def _signals(form: str, language: str, on: date) -> list[str]:
    """The signals of a form in a language, each beginning with a capital where there are any."""
    words = _words()
    ids: list[str] = words["forms"][form]
    if language in {"nl", "en"}:
        known = {one.indicator: one for one in vocabulary.indicators_on(on)}
        said = [known[one].label("en" if language == "en" else "nl") for one in ids if one in known]
    else:
        said = [words[language]["signals"][one] for one in ids]
    return [one[:1].upper() + one[1:] for one in said]


@cache
def _words() -> dict[str, Any]:
    found = tomllib.loads(DATA.read_text(encoding="utf-8"))
    missing = {code for code, _name in LANGUAGES} - set(found)
    if missing:
        raise ValueError(f"{DATA.name}: no words in {', '.join(sorted(missing))}")
    return found
