"""What every answer of the house must be, whatever was asked: safe, silent about itself, readable.

Pure: an answer comes in, what is wrong with it comes out.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from kmt.kernel.headers import KEPT
from kmt.knowledge.places import may_be_kept_at
from kmt.proof.calling import Call

#: What stands on every answer: the browser keeps, frames, guesses and passes on nothing.
HEADERS = {
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
POLICY = "default-src 'none'"
#: What a program says about itself when it breaks.
TRACES = re.compile(
    r"Traceback|File &quot;/|File \"/|/site-packages/|\bdjango\.|DEBUG = |gunicorn|"
    r"\b[A-Z][a-z]+[A-Za-z]*(?:Error|Exception)\b|OperationalError|SELECT .{1,80} FROM "
)
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
_HEADING = re.compile(r"<h1\b[^>]*>\s*\S", re.DOTALL)
_LANGUAGE = re.compile(r'<html[^>]*\blang="([a-z]+)"')
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)
_SENTENCE = re.compile(r"\w[^.?!؟]{10,}[.?!؟]")
#: Words that hardly a sentence does without, in the two languages that colleagues read.
WORDS = {
    "nl": frozenset({"de", "het", "een", "niet", "is", "van", "je", "dit", "er", "of", "en"}),
    "en": frozenset({"the", "a", "is", "not", "of", "you", "this", "that", "or", "and", "to"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An answer: its status, its headers by small letters, its content."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def faults(call: Call, seen: Seen) -> list[str]:
    """Everything that is wrong with this answer; empty when it is as it should be."""
    found = [f"answered {seen.status}"] if seen.status >= 500 or seen.status < 200 else []
    text = seen.body.decode("utf-8", "replace")
    kind = seen.headers.get("content-type", "")
    if "pdf" not in kind and (trace := TRACES.search(text)):
        found.append(f"a trace: {trace[0][:40]}")
    found += [f"no {name}" for name, value in HEADERS.items() if seen.headers.get(name) != value]
    if POLICY not in seen.headers.get("content-security-policy", ""):
        found.append("no content-security-policy")
    kept = seen.headers.get("cache-control", "")
    if "no-store" not in kept and not (kept == KEPT and may_be_kept_at(call.path)):
        found.append("may be kept")
    if seen.status >= 400 and call.method != "HEAD":
        found += _unsaid(kind, text)
    return found


def _unsaid(kind: str, text: str) -> list[str]:
    """What lacks in a refusal: somebody must be able to read what is wrong, in their language."""
    if kind.startswith("application/problem+json"):
        said = json.loads(text)
        whole = bool(said.get("title")) and _SENTENCE.search(said.get("detail", ""))
        return [] if whole else ["no sentence"]
    if kind.startswith("application/json"):  # to a script of the house, which shows the sentence
        return [] if _SENTENCE.search(text) else ["no sentence"]
    if not kind.startswith("text/html"):
        return [f"a refusal as {kind or 'nothing'}"]
    main = _MAIN.search(text)
    page = main[0] if main else ""
    words = unescape(_TAGS.sub(" ", page))
    found = [] if _HEADING.search(page) else ["no heading"]
    if not _SENTENCE.search(words):
        found.append("no sentence")
    language = _LANGUAGE.search(text)
    if language is None:
        found.append("no language")
    elif language[1] in WORDS and _spoken(words) != language[1]:
        found.append(f"a refusal that is not in {language[1]}")
    return found


def _spoken(words: str) -> str:
    """Which of the two languages this text is in, by its smallest words."""
    said = re.findall(r"\w+", words.lower())
    return max(WORDS, key=lambda language: sum(one in WORDS[language] for one in said))
