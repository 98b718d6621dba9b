"""Typesetting a document: words and figures in, a tagged PDF out, with nothing written to disk.

Typst makes PDF/UA-1 and PDF/A-2a in one file, offline, with a font that comes as a package. It is
imported inside the function: a page that prints nothing should not load it.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path


class PrintFailed(RuntimeError):
    """The typesetter refused the template or the data: a mistake in the program."""


def typeset(template: Traversable, content: Mapping[str, object], *, moment: datetime) -> bytes:
    """Typeset; ``moment`` is the only time in the file: the same input gives the same bytes."""
    import font_source_sans_pro
    import typst

    fonts = Path(font_source_sans_pro.__file__).parent / "files"
    with as_file(template) as path:
        try:
            pdf = typst.compile(
                str(path),
                format="pdf",
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                sys_inputs={"content": json.dumps(content, ensure_ascii=False)},
                pdf_standards=["ua-1", "a-2a"],
                timestamp=int(moment.timestamp()),
            )
        except typst.TypstError as problem:
            raise PrintFailed(str(problem)) from problem
    return bytes(pdf)
