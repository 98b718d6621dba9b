"""An OpenAPI document of every address of the house, made from its own URL patterns.

Nobody keeps it, so it cannot lag behind: a new address is in it at once. What an address takes is
read from the forms that its view knows; what that misses is made up for by fields that no form
has. The door for systems (``/api/v1/reports/``) has a published document, and is described by that.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern
from django.utils.translation import override

from kmt.desk import narrowing
from kmt.professionals.views import api

Schema = dict[str, Any]
URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
#: What addresses of the house ask behind their question mark, whatever the page.
QUERY = (
    *(narrowing.VIEW, narrowing.PAGE, *narrowing.WORDS.values()),
    *("alles", "compartiment", "jaar", "next", "stap", "toon", "voor"),
)
#: What forms carry that no class of a form names: marks of pages, versions, the button pressed.
CARRIED = ("token", "carried", "do", "nonce", "page", "version", "next", "onbekend_veld")
SYSTEMS = "/api/v1/reports/"
_PART = re.compile(r"<(?:(\w+):)?(\w+)>")
_MOST_CHOICES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One address: how it is written, what stands in it, and what its forms take."""

    name: str
    path: str
    parameters: Mapping[str, str]
    fields: Mapping[str, forms.Field]

    @property
    def takes_files(self) -> bool:
        """Whether one of its forms asks for a file."""
        return any(isinstance(one, forms.FileField) for one in self.fields.values())


def endpoints() -> list[Endpoint]:
    """Every address of the house, in the language that has no prefix."""
    with override("nl"):
        return list(_walk(get_resolver().url_patterns, "/", ()))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], start: str, rooms: tuple[str, ...]
) -> Iterator[Endpoint]:
    for one in patterns:
        route = start + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _walk(one.url_patterns, route, (*rooms, *filter(None, [one.namespace])))
        elif isinstance(one.pattern, RoutePattern):
            yield Endpoint(
                name=":".join((*rooms, one.name or "")),
                path=_PART.sub(r"{\2}", route),
                parameters={name: kind or "str" for kind, name in _PART.findall(route)},
                fields=_fields(one.callback),
            )
        else:
            raise TypeError(f"{route} is no plain route, and cannot be described")


def _fields(view: Callable[..., object]) -> dict[str, forms.Field]:
    """The fields of every form that the module of this view knows, or else its whole room."""
    while isinstance(view, partial):
        view = view.func
    module = inspect.unwrap(view).__module__
    room = ".".join(module.split(".")[:2])
    known = _forms_of(module) or [
        form
        for name in sorted(sys.modules)
        if name.startswith(f"{room}.forms")
        for form in _forms_of(name)
    ]
    return {name: field for form in known for name, field in form.base_fields.items()}


def _forms_of(module: str) -> list[type[forms.Form]]:
    return [
        one
        for one in vars(sys.modules[module]).values()
        if isinstance(one, type) and issubclass(one, forms.Form)
    ]


def document(known: Mapping[str, list[str]]) -> Schema:
    """OpenAPI 3 of the whole house; ``known``: ids of what is there, by the name of its kind."""
    paths: Schema = {one.path: _path(one, known) for one in endpoints()}
    published = api._document()
    paths[SYSTEMS]["post"] = published["paths"][SYSTEMS]["post"]
    return {
        "openapi": "3.1.0",
        "info": {"title": "KMT", "version": "1"},
        "paths": paths,
        "components": published["components"],
    }


def _path(one: Endpoint, known: Mapping[str, list[str]]) -> Schema:
    place: list[Schema] = [
        {"name": name, "in": "path", "required": True, "schema": _place(name, kind, known)}
        for name, kind in one.parameters.items()
    ]
    asked: list[Schema] = [
        {"name": name, "in": "query", "schema": {"type": "string"}} for name in QUERY
    ]
    form = {
        "type": "object",
        "properties": {
            **{name: {"type": "string"} for name in CARRIED},
            **{name: _value(field) for name, field in one.fields.items()},
        },
        "additionalProperties": {"type": "string"},
    }
    kinds = (URLENCODED, MULTIPART) if one.takes_files else (URLENCODED,)
    answers = {"responses": {"default": {"description": "A page."}}}
    get = {"operationId": f"get {one.name}", "parameters": place + asked, **answers}
    post = {
        "operationId": f"post {one.name}",
        "parameters": place,
        "requestBody": {"content": {kind: {"schema": form} for kind in kinds}},
        **answers,
    }
    return {"get": get, "post": post}


def _place(name: str, kind: str, known: Mapping[str, list[str]]) -> Schema:
    """What can stand at this place of an address: what is there, what could be, and anything."""
    subject = name.removesuffix("_id").replace("_", "")
    fitting = [one for kept, ids in known.items() if subject in kept for one in ids]
    there = fitting or [one for ids in known.values() for one in ids]
    made: Schema = {"type": "string", "format": "uuid"} if kind == "uuid" else {"type": "string"}
    return {"anyOf": [*([{"enum": there}] if there else []), made]}


def _value(field: forms.Field) -> Schema:
    """What a field takes, and anything else."""
    free: Schema = {"type": "string"}
    if isinstance(field, forms.FileField):
        return {"type": "string", "description": "a file"}
    if not isinstance(field, forms.ChoiceField):
        return free
    offered: Any = field.choices
    with override("nl"):
        choices = [str(key) for key, _words in _flat(offered)][:_MOST_CHOICES]
    if not choices:
        return free
    one: Schema = {"anyOf": [{"enum": choices}, free]}
    many = isinstance(field, forms.MultipleChoiceField)
    return {"type": "array", "items": one, "maxItems": 5} if many else one


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Choices without the headings they stand under."""
    for key, words in choices:
        if isinstance(words, list | tuple):
            yield from _flat(words)
        else:
            yield key, words
