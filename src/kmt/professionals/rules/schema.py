"""Judges what a system sends by the published schema: a place and a sentence for each fault.

Of JSON Schema it knows what our own document uses; a word that it does not know is refused when
the document is read, so that nothing is published that is not held to. Pure.
Source: JSON Schema 2020-12; JSON Pointer (RFC 6901).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
Fault = tuple[str, str]
_KNOWN = frozenset(
    {
        *("type", "properties", "required", "additionalProperties", "items", "enum", "pattern"),
        *("minLength", "maxLength", "maxItems", "uniqueItems"),
        *("title", "description", "examples", "default", "contentEncoding"),
    }
)
_TYPES: Mapping[str, tuple[type, str]] = {
    "object": (dict, "een object"),
    "array": (list, "een lijst"),
    "string": (str, "tekst"),
    "boolean": (bool, "true of false"),
}


def unknown_words(schema: Schema) -> set[str]:
    """Words of a schema that are not judged here; there may be none."""
    found = set(schema) - _KNOWN
    inside = [*schema.get("properties", {}).values()]
    if "items" in schema:
        inside.append(schema["items"])
    for inner in inside:
        found |= unknown_words(inner)
    return found


def faults(schema: Schema, value: object, at: str = "#") -> Iterator[Fault]:
    """Where a value is not what the schema says, and in a sentence what should stand there."""
    kind, words = _TYPES[schema["type"]]
    if not isinstance(value, kind):
        yield at, f"Hier hoort {words} te staan."
    elif isinstance(value, dict):
        yield from _of_object(schema, value, at)
    elif isinstance(value, list):
        yield from _of_list(schema, value, at)
    elif isinstance(value, str):
        yield from _of_text(schema, value, at)


def _of_object(schema: Schema, value: Mapping[str, Any], at: str) -> Iterator[Fault]:
    known = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{at}/{name}", "Dit veld is verplicht en ontbreekt."
    for name, inner in value.items():
        if name in known:
            yield from faults(known[name], inner, f"{at}/{name}")
    if set(value) - set(known):
        # The name is somebody else's text: it is not said back.
        yield at, f"Hier staan velden die wij niet kennen. Wij kennen: {', '.join(known)}."


def _of_list(schema: Schema, value: list[Any], at: str) -> Iterator[Fault]:
    most = schema.get("maxItems")
    if most is not None and len(value) > most:
        yield at, f"Hier mogen hooguit {most} dingen staan."
        return
    found = [list(faults(schema["items"], one, f"{at}/{place}")) for place, one in enumerate(value)]
    yield from (fault for inner in found for fault in inner)
    if schema.get("uniqueItems") and not any(found) and len(set(value)) < len(value):
        yield at, "Hier staat iets dubbel."


def _of_text(schema: Schema, value: str, at: str) -> Iterator[Fault]:
    over = len(value) - schema.get("maxLength", len(value))
    if over > 0:
        yield at, f"Dit is {over} tekens te lang."
    elif len(value) < schema.get("minLength", 0):
        yield at, "Dit is leeg."
    elif "enum" in schema and value not in schema["enum"]:
        allowed = ", ".join(one or "(leeg)" for one in schema["enum"])
        yield at, f"Kies een van: {allowed}."
    elif "pattern" in schema and not re.fullmatch(schema["pattern"], value):
        yield at, "Dit heeft niet de vorm die hier hoort; het document zegt welke."
