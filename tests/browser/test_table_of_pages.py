"""The table of pages against the addresses of the product: a page without a line is found."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.pages import ELSEWHERE, PAGES, WITHOUT_PAGE


def names(patterns: list[Any], before: str = "") -> Iterator[str]:
    """The full name of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from names(pattern.url_patterns, before + space)
        elif isinstance(pattern, URLPattern):
            yield f"{before}{pattern.name}"


def test_every_address_is_in_the_table_or_shows_no_page() -> None:
    known = {here.address for here in PAGES} | WITHOUT_PAGE | set(ELSEWHERE)
    assert set(names(get_resolver().url_patterns)) - known == set()


def test_the_table_names_no_address_that_is_gone() -> None:
    named = {here.address for here in PAGES if here.address} | WITHOUT_PAGE | set(ELSEWHERE)
    assert named - set(names(get_resolver().url_patterns)) == set()


def test_no_two_lines_have_one_name() -> None:
    assert len({here.name for here in PAGES}) == len(PAGES)
