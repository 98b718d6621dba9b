"""What was destroyed, as rows to count: of a year and a form, at no known place. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kmt.insight.tallies import UNKNOWN_PLACE
from kmt.retention.queries import ALL_FORMS, Destroyed


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneReports:
    """Destroyed reports of one year and form."""

    form: str
    year: int
    number: int
    municipality: str = UNKNOWN_PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class GonePerson:
    """A destroyed case in one form; the key is a number in its year and points at nobody."""

    person_key: tuple[int, int]
    form: str
    year: int
    municipality: str = UNKNOWN_PLACE


def reports_of(gone: Iterable[Destroyed], object_type: str) -> Iterator[GoneReports]:
    """A report has one form, so its tally counts as it stands."""
    for one in gone:
        if one.object_type == object_type and one.form != ALL_FORMS:
            yield GoneReports(form=one.form, year=one.year, number=one.number)


def people_of(gone: Iterable[Destroyed], object_type: str) -> Iterator[GonePerson]:
    """As many people as there were cases, dealt over their forms so that both numbers stay right.

    Who had which forms is not known any more: the forms are dealt out one after the other over the
    cases of the year, so that none gets the same form twice and each has at least one. Of before
    the number of cases was kept, each form counts as a case.
    """
    years: dict[int, dict[str, int]] = defaultdict(dict)
    for one in gone:
        if one.object_type == object_type:
            years[one.year][one.form] = one.number
    for year, forms in years.items():
        cases = forms.pop(ALL_FORMS, 0)
        dealt = [form for form, number in sorted(forms.items()) for _ in range(number)]
        whole = max(cases, *forms.values()) if cases else len(dealt)
        for place, form in enumerate(dealt):
            yield GonePerson(person_key=(year, place % whole), form=form, year=year)
