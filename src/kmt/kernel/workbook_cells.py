"""The raw cells of a workbook (.xlsx) or of a text with commas (.csv) that somebody hands in.

A workbook is a packed folder of XML. Before a library opens it, the package is looked at: how many
parts, how large unpacked, what runs or points elsewhere; every part that is read is followed to its
first element, so that no entity is ever declared; and of the sheet the rows are counted, so that a
huge one stops at once. What a cell hides (merged, a formula without outcome) is found on that walk.
"""

import csv
import struct
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from typing import Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _

MOST_BYTES = 10_000_000
MOST_PARTS = 500
MOST_UNPACKED = 40_000_000
#: Of a part that is read whole into memory: styles, words that cells share, the list of sheets.
MOST_SHARED = 6_000_000
#: Ordinary sheets pack some twenty times; a bomb a thousand times.
MOST_RATIO = 150
RATIO_COUNTS_FROM = 2_000_000
MOST_COLUMNS = 100
_GAP = 4
_STEP = 65_536
_PROLOG = 131_072
_PACKED, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SPACE = "}"
#: What the library raises for a workbook that is broken, or made to break it.
_BROKEN = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError),
    *(OSError, RuntimeError, SyntaxError, TypeError, ValueError),
    *(BadZipFile, expat.ExpatError, struct.error, zlib.error),
)


class Unreadable(Exception):
    """A file that is not read; the text says to the person why, and what to do."""


@dataclass(slots=True)
class Cells:
    """What stands in a sheet: per row its number and cells, and what is odd about them."""

    rows: list[tuple[int, list[Any]]] = field(default_factory=list)
    merged: list[tuple[int, str]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    failed: set[tuple[int, int]] = field(default_factory=set)
    from_text: bool = False


def cells_of(data: bytes, *, most_rows: int) -> Cells:
    """The cells of a file, by what is in it and not by its name; ``Unreadable`` says why not.

    ``most_rows`` counts the rows under the heading that hold anything.
    """
    if len(data) > MOST_BYTES:
        raise Unreadable(_("This file is larger than 10 MB. Split it, and read in the parts."))
    if not data.strip():
        raise Unreadable(_("This file is empty. Choose the file again."))
    if data.startswith(_OLD):
        raise Unreadable(
            _("This is an old workbook, or one with a password. Save it as .xlsx without password.")
        )
    if not data.startswith(_PACKED):
        return _from_text(data, most_rows)
    try:
        return _from_workbook(data, most_rows)
    except _BROKEN as wrong:
        raise Unreadable(
            _("This workbook cannot be read. Open it, save it anew as .xlsx, and try again.")
        ) from wrong


def _from_text(data: bytes, most_rows: int) -> Cells:
    for coding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            text = data.decode(coding)
            break
    else:
        raise Unreadable(_not_text())
    if "\x00" in text:
        raise Unreadable(_not_text())
    heading = next((line for line in text.splitlines() if line.strip()), "")
    mark = max((";", ",", "\t"), key=heading.count)
    found = Cells(from_text=True)
    reader = csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.rows.append((reader.line_num, list(row[:MOST_COLUMNS])))
            if len(found.rows) > most_rows + 1:
                raise Unreadable(too_many(most_rows))
    except csv.Error as wrong:
        raise Unreadable(
            _("Near row %(row)s a quotation mark is opened and not closed. Look at that row.")
            % {"row": reader.line_num}
        ) from wrong
    return found


def _not_text() -> str:
    return _("This is not a workbook (.xlsx) and not a text with commas (.csv). Save it as either.")


def too_many(most_rows: int) -> str:
    """The sentence about a sheet that is too long."""
    return _("There are more than %(most)s rows. Nothing was read. Split the file in parts.") % {
        "most": f"{most_rows:,}".replace(",", ".")
    }


def _opened(data: bytes) -> Any:
    """The workbook; the library is loaded when somebody hands one in, and without numpy.

    It takes that along where it is there, and a web process never loads it (decision 0004).
    """
    alone = "numpy" not in sys.modules
    if alone:
        sys.modules["numpy"] = None  # type: ignore[assignment]  # "not there", to who asks
    try:
        from openpyxl import load_workbook
    finally:
        if alone:
            del sys.modules["numpy"]
    return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)


def _from_workbook(data: bytes, most_rows: int) -> Cells:
    with ZipFile(BytesIO(data)) as package:
        _check_package(package)
        for part in package.infolist():
            if part.filename.lower().endswith((".xml", ".rels")):
                _check_prolog(package, part)
        # Every sheet: the library looks for its size by reading on until it finds one.
        walked = {
            part.filename: _walked(package, part.filename, most_rows)
            for part in package.infolist()
            if _is_sheet(part)
        }
        book = _opened(data)
        try:
            sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
            if sheet is None:
                raise Unreadable(_("There is no sheet in this workbook that can be seen."))
            found = walked[sheet._worksheet_path.lstrip("/")]
            sheet.reset_dimensions()
            width = {"max_col": MOST_COLUMNS, "max_row": most_rows * _GAP}
            for number, row in enumerate(sheet.iter_rows(values_only=True, **width), 1):
                cells = list(row)
                while cells and cells[-1] is None:
                    cells.pop()
                if cells:
                    found.rows.append((number, cells))
        finally:
            book.close()
    return found


def _check_package(package: ZipFile) -> None:
    """Refuse by the list of parts alone what is a bomb, or runs, or points outside."""
    parts = package.infolist()
    names = [one.filename.lower() for one in parts]
    unpacked = sum(one.file_size for one in parts)
    packed = sum(one.compress_size for one in parts)
    bomb = (
        len(parts) > MOST_PARTS
        or unpacked > MOST_UNPACKED
        or (unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1))
        or any(one.file_size > MOST_SHARED and not _is_sheet(one) for one in parts)
        or len(set(names)) != len(names)
    )
    if bomb:
        raise Unreadable(
            _("Unpacked this workbook becomes far too large. Nothing of it was opened.")
        )
    if any(one.flag_bits & 1 for one in parts):
        raise Unreadable(
            _("This is an old workbook, or one with a password. Save it as .xlsx without password.")
        )
    if any("vbaproject" in one or "/macrosheets/" in one for one in names):
        raise Unreadable(_("There are macros in this workbook. Save it as .xlsx, without macros."))
    if any("externallinks/" in one for one in names):
        raise Unreadable(
            _("Cells of this workbook point to other files. Paste them as values, and save again.")
        )
    if "[content_types].xml" not in names:
        raise Unreadable(_not_text())


def _is_sheet(part: ZipInfo) -> bool:
    name = part.filename.lower()
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


class _Found(Exception):
    """The first element was reached, or all that matters was seen."""


def _no_declarations(*_parts: Any) -> None:
    raise Unreadable(_("This workbook declares things that no workbook needs. It was not opened."))


def _stop(*_parts: Any) -> None:
    raise _Found


def _check_prolog(package: ZipFile, part: ZipInfo) -> None:
    """Follow a part to its first element: no document type, so no entity, stands before it."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_declarations
    parser.EntityDeclHandler = _no_declarations
    parser.StartElementHandler = _stop
    with package.open(part) as opened, suppress(_Found):
        parser.Parse(opened.read(_PROLOG), True)


@dataclass(slots=True)
class _Walk:
    """What is met on the walk through a sheet."""

    most_rows: int
    found: Cells
    row: int = 0
    column: int = 0
    filled: int = 0
    rows: int = 0
    cells: int = 0
    counted: bool = False

    def start(self, name: str, given: dict[str, str]) -> None:
        """An element opens."""
        name = name.rpartition(_SPACE)[2]
        if name == "row":
            self._row(given)
        elif name == "c":
            self._cell(given)
        elif name == "f":
            self.found.formulas.add((self.row, self.column))
        elif name in {"v", "is"}:
            self._count()
        elif name == "mergeCell":
            where = given.get("ref", "")
            self.found.merged.append((_row(where), where))

    def _row(self, given: dict[str, str]) -> None:
        self.row = int(given.get("r", self.row + 1))
        self.rows += 1
        if self.rows > self.most_rows * _GAP:
            raise Unreadable(too_many(self.most_rows))
        self.column, self.counted = 0, False

    def _cell(self, given: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > self.most_rows * MOST_COLUMNS:
            raise Unreadable(too_many(self.most_rows))
        self.column = _column(given["r"]) if "r" in given else self.column + 1
        if given.get("t") == "e":
            self.found.failed.add((self.row, self.column))

    def _count(self) -> None:
        """Count a row at its first value; one too many, or one far below, stops the walk."""
        if self.counted:
            return
        self.counted = True
        self.filled += 1
        if self.filled > self.most_rows + 1 or self.row > self.most_rows * _GAP:
            raise Unreadable(too_many(self.most_rows))


def _walked(package: ZipFile, path: str, most_rows: int) -> Cells:
    """Walk through the sheet without keeping it: count its rows and note what its cells hide."""
    walk = _Walk(most_rows, Cells())
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.StartDoctypeDeclHandler = _no_declarations
    parser.StartElementHandler = walk.start
    with package.open(path) as opened:
        for chunk in _chunks(opened):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return walk.found


def _chunks(opened: Any) -> Iterator[bytes]:
    while chunk := opened.read(_STEP):
        yield chunk


def _column(reference: str) -> int:
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _row(reference: str) -> int:
    digits = "".join(one for one in reference.partition(":")[0] if one.isdigit())
    return int(digits or 0)
