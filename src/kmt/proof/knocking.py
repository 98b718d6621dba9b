"""``./kmt bench endpoints``: bad input of every kind at every address, by everybody.

A demo of its own behind the real web server. Everybody calls every address, as the document of
:mod:`kmt.proof.endpoints` allows and as it does not (:mod:`kmt.proof.calling`); every answer is
judged (:mod:`kmt.proof.judging`). First only looking, after which every table must be as it was;
then everything. At the end the log and the record are searched for what was typed.
"""

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any

from kmt.proof.bench import spread
from kmt.proof.calling import Call, Pairs, draw_calls, operations
from kmt.proof.colleagues import log_everybody_in
from kmt.proof.judging import Seen, faults
from kmt.proof.marks import found_in
from kmt.proof.plaintext import search
from kmt.proof.remains import changed
from kmt.proof.trial import Trial, make_demo, said_by, served, variables
from kmt.proof.visitor import Page, Visitor

Figures = dict[str, object]
Send = Callable[[Call], Seen]
STRANGER, PROFESSIONAL, SYSTEM = "stranger", "professional", "system"
#: Who may end accounts and sessions of others comes last, and so does going out oneself.
LAST_PERSON, LAST = "system_admin", ("uitloggen", "sessies", "mijn-account", "accounts")
ASK = "import django; django.setup(); import kmt.proof.remains as r; r.main({!r})"
DOCUMENT = """
import django, json, sys
django.setup()
from kmt.proof.endpoints import document
print(json.dumps(document(json.load(sys.stdin))))
"""
MOST_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody who calls: how, what their forms carry along, and the number of their draws."""

    name: str
    send: Send
    carried: Pairs
    number: int = 0


@dataclass(slots=True)
class Knocked:
    """How it went: answers by status and by kind of bend, and what was wrong."""

    statuses: Counter[int] = field(default_factory=Counter)
    twists: Counter[str] = field(default_factory=Counter)
    addresses: set[str] = field(default_factory=set)
    wrong: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def judge(self, who: str, place: str, call: Call, seen: Seen) -> None:
        """Keep one answer, and what is wrong with it."""
        self.statuses[seen.status] += 1
        self.twists[call.twist] += 1
        self.addresses.add(place)
        for one in faults(call, seen):
            self.wrong[f"{who}: {call.method} {place} ({call.twist}): {one}"] += 1

    def figures(self) -> Figures:
        """The same as plain figures."""
        return {
            "calls": self.statuses.total(),
            "addresses": len(self.addresses),
            "answers": {str(code): number for code, number in sorted(self.statuses.items())},
            "bent": dict(sorted(self.twists.items())),
            "server_errors": sum(n for code, n in self.statuses.items() if code >= 500),
            "wrong": dict(self.wrong.most_common(MOST_SHOWN)),
            "wrong_answers": self.wrong.total(),
        }


def knock(found: Knocked, who: Who, asked: list[Any], each: int) -> None:
    """Let one person call each of these so many times."""
    for place, operation in enumerate(asked):

        def take(call: Call, path: str = operation.path) -> None:
            began = time.perf_counter()
            seen = who.send(call)
            found.seconds.append(time.perf_counter() - began)
            found.judge(who.name, path, call, seen)

        draw_calls(operation, each, who.number * 10_000 + place, who.carried, take)


def ends(operation: Any) -> bool:
    """Whether it may end a session: that of who asks, or of others."""
    return any(word in operation.path for word in LAST)


def in_order(asked: list[Any]) -> list[Any]:
    """What ends the session of who asks comes last."""
    return sorted(asked, key=ends)


class Person:
    """Somebody with what their browser holds, who can send anything."""

    def __init__(self, visitor: Visitor, more: dict[str, str] | None = None) -> None:
        self.host = visitor.address.removeprefix("http://")
        self.cookies = {one.name: one.value or "" for one in visitor.cookies}
        self.more = more or {}
        self.mark = ""
        if self.cookies:
            page = Page(visitor.get("/mijn-account/").text)
            mark = "csrfmiddlewaretoken"
            self.mark = dict(page.form_with(mark).values)[mark]
            self.cookies = {one.name: one.value or "" for one in visitor.cookies}

    def send(self, call: Call) -> Seen:
        """Send this call and read the answer; what the connection does wrong is an answer 0."""
        connection = HTTPConnection(self.host, timeout=60)
        try:
            connection.request(call.method, call.path, call.body or None, self._headers(call))
            answer = connection.getresponse()
            seen = Seen(
                status=answer.status,
                headers={name.lower(): value for name, value in answer.getheaders()},
                body=answer.read(),
            )
            if "Cookie" not in call.headers:  # what answers other cookies is no news of these
                self._keep(answer.headers.get_all("Set-Cookie") or [])
        except (OSError, HTTPException) as error:
            return Seen(status=0, headers={}, body=type(error).__name__.encode())
        else:
            return seen
        finally:
            connection.close()

    def goes_on(self) -> bool:
        """Whether the session still is one."""
        where = self.send(Call(method="GET", path="/werk/")).headers.get("location", "")
        return not where.startswith("/inloggen")

    def _headers(self, call: Call) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        marked = {"X-CSRFToken": self.mark} if call.marked and self.mark else {}
        own = {"Cookie": cookies} if cookies else {}
        return own | self.more | marked | call.headers

    def _keep(self, given: list[str]) -> None:
        for one in given:
            try:
                self.cookies |= {name: kept.value for name, kept in SimpleCookie(one).items()}
            except CookieError:
                continue


def measure(calls: int) -> Figures:
    """The figures of one demo, made for this and gone afterwards; so many calls per person."""
    with tempfile.TemporaryDirectory(prefix="kmt-bench-") as name:
        folder = Path(name)
        make_demo(folder)
        environment = variables(folder)
        ways = _asked("ways_in", environment)
        with served(folder, environment) as trial:
            figures = _everybody(trial, ways, calls)
            typed_kept = _typed(folder, environment)
        return figures | {
            "goal_wrong": 0,
            **typed_kept,
            "met": not (
                figures["wrong_answers"]
                or figures["could_not_go_on"]
                or figures["changed_by_looking"]
                or typed_kept["typed_in_record"]
                or typed_kept["typed_in_log"]
            ),
        }


def _everybody(trial: Trial, ways: dict[str, str], calls: int) -> Figures:
    known = _asked("ids", trial.environment)
    document = json.loads(said_by(["-c", DOCUMENT], trial.environment, json.dumps(known)))
    asked = in_order(operations(document))
    people = _people(trial, ways)
    each = max(1, calls // len(asked))
    found, stopped, before = Knocked(), [], _asked("rows", trial.environment)
    looks = [one for one in asked if one.method.upper() == "GET"]
    for number, (who, person) in enumerate(people.items()):
        carried = _carried(trial, ways, who)
        _say(f"kijken: {who}")
        caller = Who(name=who, send=_looking(person.send), carried=carried, number=number)
        knock(found, caller, looks, 1)
    after = _asked("rows", trial.environment)
    for number, (who, person) in enumerate(people.items(), 100):
        carried = _carried(trial, ways, who)
        _say(f"alles: {who}")
        caller = Who(name=who, send=person.send, carried=carried, number=number)
        inside = [one for one in asked if not ends(one)]
        knock(found, caller, inside, each)
        if person.mark and not person.goes_on():
            stopped.append(who)
        knock(found, caller, [one for one in asked if ends(one)], each)
    return {
        "people": list(people),
        "could_not_go_on": stopped,
        **found.figures(),
        **spread(found.seconds),
        "changed_by_looking": changed(before, after),
    }


def _looking(send: Send) -> Send:
    """The same, but whatever is drawn, it only looks."""
    return lambda call: send(replace(call, method="GET", body=b""))


def _people(trial: Trial, ways: dict[str, str]) -> dict[str, Person]:
    """A visitor, somebody with a code, a system with a key, and everybody who logs in."""
    visitor = Visitor(trial.address)
    roles = log_everybody_in(trial)
    order = sorted(roles, key=lambda role: role == LAST_PERSON)
    return {
        STRANGER: Person(visitor),
        PROFESSIONAL: Person(visitor),
        SYSTEM: Person(visitor, {"Authorization": f"Bearer {ways['key']}"}),
        **{role: Person(roles[role]) for role in order},
    }


def _carried(trial: Trial, ways: dict[str, str], who: str) -> Pairs:
    """The mark of a public page, as it stands on the form; and the code of who has one."""
    page = Page(Visitor(trial.address).get("/melden/").text)
    code = [("code", ways["code"])] if who == PROFESSIONAL else []
    return [("token", dict(page.form_with("token").values)["token"]), *code]


def _typed(folder: Path, environment: dict[str, str]) -> Figures:
    """Where anything that was typed stands readable: record and log never, other tables named."""
    record = found_in("\n".join(_asked("record", environment)).encode())
    log = found_in((folder / "server.log").read_bytes())
    kept = {name: dict(one.found) for name, one in search(folder, environment).items()}
    return {"typed_in_record": dict(record), "typed_in_log": dict(log), "typed_elsewhere": kept}


def _asked(what: str, environment: Any) -> Any:
    return json.loads(said_by(["-c", ASK.format(what)], environment).splitlines()[-1])


def _say(what: str) -> None:
    sys.stderr.write(f"meten: {what} …\n")
    sys.stderr.flush()
