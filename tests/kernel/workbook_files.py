"""Workbooks that tests hand in: good ones, odd ones, and ones made to break the reader."""

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(
    rows: Iterable[Sequence[object]], *, merge: str = "", sheets: Sequence[str] = ()
) -> bytes:
    """A workbook of these rows; ``merge``: cells to merge; ``sheets``: more, empty ones."""
    book = Workbook(write_only=not merge)
    sheet = book.create_sheet("Blad1") if not merge else book.active
    for row in rows:
        sheet.append(list(row))
    if merge:
        sheet.merge_cells(merge)
    for name in sheets:
        book.create_sheet(name)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part changed, or added."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            found = old.read(name)
            new.writestr(name, change(found) if name == part else found)
        if part not in old.namelist():
            new.writestr(part, change(b""))
    return out.getvalue()


def bomb(unpacked: int) -> bytes:
    """A package that becomes this many bytes when it is unpacked."""
    out, piece = BytesIO(), b" " * 1_048_576
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open(SHEET, "w", force_zip64=True) as part:
            for _number in range(unpacked // len(piece)):
                part.write(piece)
    return out.getvalue()


def lying_bomb(unpacked: int) -> bytes:
    """The same, but the list of parts says that it is small."""
    data = bytearray(bomb(unpacked))
    where = data.rindex(b"PK\x01\x02")  # the last entry of the list: the sheet
    data[where + 24 : where + 28] = (1000).to_bytes(4, "little")
    return bytes(data)
