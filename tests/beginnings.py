"""Rows that many tests begin with: made once through the actions, put back for all the others.

To make a case takes the whole line, from what was told until care: longer than most tests of it.
What the actions wrote is kept as they wrote it, in both databases, and is put back only where the
record stands as it stood then: so nothing is put where it would not have been made.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.apps import apps
from django.db import connections

from kmt.kernel import clock

T = TypeVar("T")
Row = tuple[object, ...]


@dataclass(frozen=True)
class Table:
    """A table in one of the databases, with the columns that are written; the key comes first."""

    alias: str
    name: str
    columns: tuple[str, ...]

    def read(self) -> list[Row]:
        with connections[self.alias].cursor() as cursor:
            cursor.execute(f'SELECT {self._named()} FROM "{self.name}"')
            return [tuple(row) for row in cursor.fetchall()]

    def replace(self, gone: list[Row], new: list[Row]) -> None:
        places = ", ".join(["%s"] * len(self.columns))
        with connections[self.alias].cursor() as cursor:
            if gone:
                delete = f'DELETE FROM "{self.name}" WHERE "{self.columns[0]}" = %s'
                cursor.executemany(delete, [row[:1] for row in gone])
            if new:
                insert = f'INSERT INTO "{self.name}" ({self._named()}) VALUES ({places})'
                cursor.executemany(insert, new)

    def _named(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


#: Where the record stands: its last line answers for everything before it.
RECORD = Table("default", "audit_chainhead", ("id", "seq", "hash"))


class Beginning(Generic[T]):
    """What one fixture makes: its rows, and what it hands to the test."""

    def __init__(self) -> None:
        self._stood: list[Row] = []
        self._value: T | None = None
        self._written: list[tuple[Table, list[Row], list[Row]]] = []

    def of(self, make: Callable[[], T]) -> T:
        """Make it, or put back what was made before; where the clock stands still it is made."""
        stands = RECORD.read()
        if not stands or clock.now() == clock.now():
            return make()
        if self._value is None:
            before = {table: table.read() for table in tables()}
            self._value, self._stood = make(), stands
            for table, rows in before.items():
                self._note(table, rows, table.read())
        elif stands == self._stood:
            for table, gone, new in self._written:
                table.replace(gone, new)
        else:
            return make()
        return self._value

    def _note(self, table: Table, before: list[Row], after: list[Row]) -> None:
        known, kept = {repr(row) for row in before}, {repr(row) for row in after}
        gone = [row for row in before if repr(row) not in kept]
        new = [row for row in after if repr(row) not in known]
        if gone or new:
            self._written.append((table, gone, new))


def tables() -> Iterator[Table]:
    """Every table of the product; what a database computes itself is no column here."""
    for alias in ("default", "keys"):
        there = set(connections[alias].introspection.table_names())
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            if meta.db_table in there and not meta.proxy:
                others = (one for one in meta.concrete_fields if not one.primary_key)
                written = [meta.pk, *(one for one in others if not one.generated)]
                yield Table(alias, meta.db_table, tuple(one.column for one in written))
