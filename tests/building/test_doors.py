"""Every address says for whom it is; a forgotten sign is found here and refused at the door."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from kmt.access.permissions import Permission
from kmt.kernel.door import AT_WORK, LOG_IN, PUBLIC, SECOND_FACTOR, SIGNED_IN, audience_of, open_to


def addresses(patterns: list[Any], before: str = "") -> Iterator[tuple[str, object]]:
    """Every address with its view, walked from the root."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route, pattern.callback


def undeclared(patterns: list[Any]) -> list[str]:
    """Addresses whose view does not say for whom it is, or names a permission that is not there."""
    known = {PUBLIC, AT_WORK, LOG_IN, SIGNED_IN, SECOND_FACTOR, *Permission}
    return [route for route, view in addresses(patterns) if audience_of(view) not in known]


def test_every_address_declares_its_audience() -> None:
    assert undeclared(get_resolver().url_patterns) == []


def test_there_are_addresses_to_walk() -> None:
    assert len(list(addresses(get_resolver().url_patterns))) > 15


def _forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def _misspelt(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open")


def test_a_forgotten_or_misspelt_sign_is_found() -> None:
    planted = [path("vergeten/", _forgotten), path("fout/", open_to("care.case.raed")(_misspelt))]
    assert undeclared(planted) == ["vergeten/", "fout/"]
