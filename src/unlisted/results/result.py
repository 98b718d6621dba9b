"""The base of every result: prints itself, and turns into plain values, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import fields

from unlisted.results.plain import Plain, plain
from unlisted.results.summary import Summary


class Result:
    """A frozen dataclass that inherits this only has to say its `summary`."""

    __slots__ = ()

    def summary(self) -> Summary:
        """What people read; every result has its own."""
        raise NotImplementedError

    def __str__(self) -> str:
        """Print as text."""
        return self.summary().text()

    def _repr_html_(self) -> str:
        """Show in a notebook."""
        return self.summary().html()

    def to_html(self) -> str:
        """Give a piece of HTML without style or script."""
        return self.summary().html()

    def to_dict(self) -> dict[str, Plain]:
        """Give plain values only, ready for JSON; infinite numbers become None."""
        return {part.name: plain(getattr(self, part.name)) for part in fields(self)}  # type: ignore[arg-type]

    def to_json(self) -> str:
        """Give a JSON document, keys in the order of the dataclass."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False, indent=2)

    def to_csv(self) -> str:
        """Give two columns, `key` and `value`; nested values have dotted keys."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("key", "value"))
        writer.writerows(_flat("", self.to_dict()))
        return out.getvalue()


def _flat(prefix: str, value: Plain) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{prefix}.{key}" if prefix else key, inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _flat(f"{prefix}.{place}", inner)
    else:
        yield prefix, "" if value is None else value
