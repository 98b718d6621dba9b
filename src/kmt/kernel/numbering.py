"""Numbers that people quote to each other: one count a year, without holes and without doubles."""

from django.db import models

from kmt.kernel.ids import year_number


class YearCounter(models.Model):
    """The last number given out in a year; it says nothing about anybody. Each room has its own."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"

    @classmethod
    def next_number(cls, prefix: str, year: int) -> str:
        """The next number of the year; the row is held, so that writers follow each other."""
        row, _ = cls._default_manager.select_for_update().get_or_create(year=year)
        row.last += 1
        row.save()
        return year_number(prefix, year, row.last)
