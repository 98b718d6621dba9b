"""The answer as a file: a letter to read (PDF) and, where asked, the data (JSON, CSV) in one zip.

Everything is made in memory. An answer about somebody who is not known, and one in which the law
lets us stay silent about everything, hold the same words.
"""

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.kernel import clock
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region
from kmt.rights import explaining
from kmt.rights.disclosers import ANY, COMPARTMENTS, Piece
from kmt.rights.reading import Compartment, Gathered, RequestRead
from kmt.rights.rules.asking import KINDS, Asker, Kind
from kmt.rights.rules.exceptions import GRANTED, GROUNDS, REFUSED

SCHEMA = "kmt-eigen-gegevens/1"
_WITH_DATA = frozenset({Kind.INSPECTION, Kind.PORTABILITY})
_SHARED = "disclosure:"
_LINE_START = "- "


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What goes along: the pieces, how many do not, and of which compartments anything does."""

    pieces: tuple[Piece, ...]
    withheld: int
    compartments: frozenset[str]


def given_of(seen: Gathered) -> Given:
    """The pieces that go along by what was decided; none for a request that is not about seeing."""
    pieces: list[Piece] = []
    everything = 0
    for part in seen.compartments:
        everything += len(part.held)
        decided = part.decision is not None and part.decision.outcome != REFUSED
        if decided and seen.request.kind in _WITH_DATA:
            pieces += [one.piece for one in part.held if not one.ground and not one.piece.barred]
    return Given(
        pieces=tuple(pieces),
        withheld=everything - len(pieces),
        compartments=frozenset(one.compartment for one in pieces),
    )


def pack(seen: Gathered, given: Given, looks: str, *, on: datetime) -> bytes:
    """One zip with the letter, and the data when there are any."""
    with override("nl"):
        content = letter_content(seen, given, looks, on)
    template = files("kmt.rights") / "typst" / "answer.typ"
    parts = {"antwoord.pdf": typeset(template, content, moment=on)}
    if given.pieces:
        parts["gegevens.json"] = as_json(seen.request, given, content)
        parts["gegevens.csv"] = as_csv(given)
        schema = files("kmt.rights") / "data" / "own-data.schema.json"
        parts["uitleg-gegevens.json"] = schema.read_bytes()
    return _zipped(parts, on)


def letter_content(seen: Gathered, given: Given, looks: str, on: datetime) -> dict[str, object]:
    """All words of the letter."""
    found = seen.request
    recipients = sorted({_first(one) for one in given.pieces if one.key.startswith(_SHARED)})
    return {
        "centre": region().centre,
        "invented": settings.KMT_DEMO,
        "number": found.number,
        "date": date_format(clock.local(on), "j F Y"),
        "received": date_format(found.received_on, "j F Y"),
        "kind": KINDS[found.kind].partition(" (")[0],
        "basis": KINDS[found.kind].partition(" (")[2].rstrip(")"),
        "for_other": found.asker is not Asker.SELF,
        "outcome": _outcomes(seen),
        "nothing": explaining.NOTHING if found.kind in _WITH_DATA and not given.pieces else "",
        "parts": _parts(given.pieces),
        "left_out": list(explaining.LEFT_OUT),
        "explained": explaining.explained(sorted(given.compartments), recipients)
        if given.pieces
        else [],
        "rights": list(explaining.RIGHTS),
        "looks": list(
            dict.fromkeys(
                line.removeprefix(_LINE_START)
                for line in looks.splitlines()
                if line.startswith(_LINE_START)
            )
        ),
    }


def as_json(found: RequestRead, given: Given, content: dict[str, object]) -> bytes:
    """The data as JSON, in the shape that the schema beside it describes."""
    value = {
        "schema": SCHEMA,
        "verzoek": found.number,
        "datum": content["date"],
        "gegevens": [
            {
                "domein": COMPARTMENTS[one.compartment],
                "soort": one.kind,
                "dag": one.on.isoformat() if one.on else None,
                "velden": {line.label: line.text for line in one.lines},
            }
            for one in given.pieces
        ],
        "uitleg": dict(content["explained"]),  # type: ignore[call-overload]
        "niet_erin": content["left_out"],
        "wie_keek": content["looks"],
    }
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def as_csv(given: Given) -> bytes:
    """The data as a table: one line per fact, for a spreadsheet."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(("domein", "soort", "dag", "veld", "tekst"))
    for one in given.pieces:
        for line in one.lines:
            day = one.on.isoformat() if one.on else ""
            row = (COMPARTMENTS[one.compartment], one.kind, day, line.label, line.text)
            table.writerow([_plain(cell) for cell in row])
    return "\ufeff".encode() + out.getvalue().encode()


def _plain(cell: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def _outcomes(seen: Gathered) -> list[str]:
    """What was decided, as far as it may be told; silence where the law lets us be silent."""
    found = seen.request
    told = [said for part in seen.compartments if (said := _outcome(found.kind, part))]
    if found.kind in _WITH_DATA:
        return told
    changed = [f"Verbeterd: {part}." for part, _at in found.corrected]
    gone = [
        f"{one.what.capitalize()} {one.label}: {_gone(one.destroyed_at, one.certificate)}"
        for one in found.files
        if one.act == "erase"
        and any(part.decision and part.decision.outcome == GRANTED for part in seen.compartments)
    ]
    informed = "Wie uw gegevens eerder van ons kreeg, laten wij dit weten." if found.notices else ""
    every = [*told, *changed, *gone, *filter(None, [informed])]
    return every or ["Er zijn geen gegevens over u waarmee wij dit kunnen doen."]


def _outcome(kind: Kind, part: Compartment) -> str:
    """One sentence about a compartment; nothing about a ground that may stay unsaid."""
    decision = part.decision
    if decision is None:
        return ""
    name = COMPARTMENTS[part.code].capitalize() if part.code != ANY else "Wie u bent"
    ground = GROUNDS.get(decision.ground)
    if ground is not None and ground.silent:
        return ""
    if ground is None:
        return "" if kind in _WITH_DATA else f"{name}: wij doen wat u vraagt."
    some = "een deel doen of geven wij niet" if decision.outcome != REFUSED else "dit doen wij niet"
    return f"{name}: {some}. De reden: {ground.dutch}. {decision.reasons}"


def _gone(destroyed_at: datetime | None, certificate: str) -> str:
    if destroyed_at is None:
        return "dit wordt vernietigd; de verklaring volgt."
    return f"vernietigd op {destroyed_at:%d-%m-%Y}, verklaring {certificate[:16]}."


def _parts(pieces: Sequence[Piece]) -> list[dict[str, object]]:
    """Compartments in their order, each with its pieces."""
    return [
        {
            "name": name[:1].upper() + name[1:]
            if code != ANY
            else "Wie u bent en uw toestemmingen",
            "pieces": [
                {
                    "kind": one.kind[:1].upper() + one.kind[1:],
                    "on": date_format(one.on, "j F Y") if one.on else "",
                    "lines": [[line.label, line.text] for line in one.lines],
                }
                for one in pieces
                if one.compartment == code
            ],
        }
        for code, name in COMPARTMENTS.items()
        if any(one.compartment == code for one in pieces)
    ]


def _first(piece: Piece) -> str:
    return piece.lines[0].text


def _zipped(parts: dict[str, bytes], on: datetime) -> bytes:
    """The parts in one file, with the moment of the answer as their only time."""
    out, moment = io.BytesIO(), clock.local(on).timetuple()[:6]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, date_time=moment), content)
    return out.getvalue()
