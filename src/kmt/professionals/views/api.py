"""The door for systems of partner organisations: send a report, get a receipt, and nothing more.

A key opens one thing: sending. Answers say what was wrong and where, never what was sent. A key in
an address would stay behind in logs, so it comes in a header; there is no session and no cookie,
and therefore nothing for another site to ride on. Errors: RFC 9457 (problem details), in Dutch.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from kmt.attachments import receiving
from kmt.attachments.files import SentFile
from kmt.entrance.forms import readable, seen
from kmt.kernel import clock, master_key
from kmt.kernel.actor import Actor
from kmt.kernel.door import AT_WORK, open_to
from kmt.kernel.refusals import Conflict, Invalid
from kmt.kernel.safe_log import what_and_where
from kmt.professionals.actions import send_from_system, system_of
from kmt.professionals.rules import calls, codes
from kmt.professionals.rules.schema import Schema, faults
from kmt.professionals.writing import Sending

log = logging.getLogger(__name__)
DOCUMENT = Path(__file__).parent.parent / "data" / "openapi.json"
_JSON, _PROBLEM = "application/json", "application/problem+json"
Faults = Iterable[tuple[str, str]]


class Problem(Exception):
    """Why a call is not taken in: status, short name, sentence, and what is wrong where."""

    def __init__(self, status: int, name: str, sentence: str, wrong: Faults = ()) -> None:
        """Take what the answer says."""
        super().__init__(name)
        self.status, self.name, self.sentence = status, name, sentence
        self.wrong = tuple(wrong)


@open_to(AT_WORK)
def document(request: HttpRequest) -> HttpResponse:
    """The published description of this door (OpenAPI 3.1); the one that calls are judged by."""
    return HttpResponse(DOCUMENT.read_bytes(), content_type=_JSON)


@csrf_exempt
@open_to(AT_WORK)
def reports(request: HttpRequest) -> HttpResponse:
    """Take one report in. The same call twice is one report with one receipt."""
    with override("nl"):
        try:
            return _received(request)
        except Problem as problem:
            return _answer(problem)
        except (DatabaseError, ImproperlyConfigured) as error:
            log.error("A report of a system could not be kept: %s", what_and_where(error))
            sentence = "Er ging bij ons iets mis. Er is niets bewaard. Probeer het straks opnieuw."
            return _answer(Problem(503, "broken", sentence))


def schema() -> Schema:
    """What a call must look like."""
    found: Schema = _document()["components"]["schemas"]["Report"]
    return found


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return found


def _received(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        raise Problem(405, "method", "Hier kan alleen een melding worden verstuurd, met POST.")
    by = _system(request)
    body, raw = _body(request)
    files = _files(body.get("files", ()))
    call = request.headers["Idempotency-Key"]
    secret = master_key.derive("partner call")
    how = Sending(
        nonce=f"{by.id}:{call}",
        files=files,
        call=codes.digest(secret, f"{by.id}:{call}"),
        body=codes.digest(secret, hashlib.sha256(raw).hexdigest()),
    )
    try:
        received = send_from_system(by=by, observed=calls.observed_of(body), how=how)
    except Invalid as refused:
        wrong = [(calls.place_of(name), words) for name, words in refused.fields.items()]
        raise Problem(422, "invalid", refused.sentence, wrong) from refused
    except Conflict as refused:
        raise Problem(422, "idempotency-key-reused", refused.words) from refused
    page = request.build_absolute_uri(reverse("conversation:receipt"))
    return JsonResponse({"receipt": received.receipt, "use_at": page}, status=201)


def _system(request: HttpRequest) -> Actor:
    """Who calls; a wrong key, one that is over and one that was taken back sound alike."""
    scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
    found = system_of(key.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        raise Problem(
            401, "key", "Deze sleutel opent niets. Vraag het kenniscentrum om een nieuwe."
        )
    by, number = found
    if number > calls.MOST_CALLS:
        raise Problem(
            429,
            "too-many",
            f"Er zijn dit uur al {calls.MOST_CALLS} meldingen met deze sleutel geprobeerd. "
            "Probeer het in het volgende uur opnieuw.",
        )
    return by


def _body(request: HttpRequest) -> tuple[Mapping[str, Any], bytes]:
    """What was sent, when it is what the document says, and the bytes of it."""
    if request.content_type != _JSON:
        raise Problem(415, "media-type", f"Stuur de melding als {_JSON}.")
    raw = _bytes(request)
    if not calls.right_call(request.headers.get("Idempotency-Key", "")):
        raise Problem(
            400,
            "idempotency-key",
            "Geef elke melding een eigen Idempotency-Key mee: "
            "8 tot 64 letters, cijfers of streepjes.",
        )
    try:
        body = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as unreadable:
        raise Problem(400, "json", "Dit is geen JSON die wij kunnen lezen.") from unreadable
    wrong = [*faults(schema(), body)]
    if not wrong:
        wrong = [*_unreadable(body)]
    if wrong:
        raise Problem(422, "invalid", "Deze melding is niet aangenomen.", wrong)
    return body, raw


def _bytes(request: HttpRequest) -> bytes:
    limit = calls.MOST_BYTES
    length = request.headers.get("Content-Length", "")
    raw = b"" if length.isdecimal() and int(length) > limit else request.read(limit + 1)
    if (not raw and length not in {"", "0"}) or len(raw) > limit:
        most = limit // 1_000_000
        raise Problem(413, "too-large", f"Dit is te groot: hooguit {most} MB, met bestanden.")
    return raw


def _no_number(name: str) -> None:
    raise ValueError(name)


def _unreadable(value: object, at: str = "#") -> Faults:
    """Where a text has characters that no keyboard types."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _unreadable(inner, f"{at}/{name}")
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _unreadable(inner, f"{at}/{place}")
    elif isinstance(value, str) and readable(value) != seen(value):
        yield at, "Hier staan tekens in die wij niet kunnen bewaren."


def _files(sent: Iterable[Mapping[str, str]]) -> tuple[SentFile, ...]:
    """The files, made anew as those of a page are."""
    found = []
    for place, one in enumerate(sent):
        content = calls.decoded(one["content"])
        if content is None:
            wrong = [(f"#/files/{place}/content", "Dit is geen base64.")]
            raise Problem(422, "invalid", "Deze melding is niet aangenomen.", wrong)
        file = BytesIO(content)
        found.append(InMemoryUploadedFile(file, "files", one["name"], "", len(content), None))
    kept, sentences = receiving.taken(found)
    if sentences:
        wrong = [("#/files", sentence) for sentence in sentences]
        raise Problem(422, "invalid", "Deze melding is niet aangenomen.", wrong)
    return kept


def _answer(problem: Problem) -> HttpResponse:
    body: dict[str, Any] = {
        "type": f"urn:kmt:problem:{problem.name}",
        "title": _TITLES[problem.status],
        "status": problem.status,
        "detail": problem.sentence,
    }
    if problem.wrong:
        body["errors"] = [{"pointer": at, "detail": words} for at, words in problem.wrong]
    answer = JsonResponse(body, status=problem.status, content_type=_PROBLEM)
    if problem.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="reports"'
    if problem.status == 405:
        answer["Allow"] = "POST"
    if problem.status == 429:
        now = clock.now()
        answer["Retry-After"] = str(3600 - now.minute * 60 - now.second)
    return answer


_TITLES = {
    400: "Niet te lezen",
    401: "Geen toegang",
    405: "Kan hier niet",
    413: "Te groot",
    415: "Verkeerde soort",
    422: "Niet aangenomen",
    429: "Te vaak",
    503: "Nu niet beschikbaar",
}
