"""A round through a running installation with marked words in every place where they can be typed.

Who may see them meets them; who may not must not, whatever is asked. Every answer is kept with who
got it, so that it can be searched.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit
from uuid import uuid4

from kmt.proof import marks
from kmt.proof.marks import found_in
from kmt.proof.visitor import Answer, Page, Visitor

DESK, CARE, STRANGER = "intake_worker", "care_coordinator", "stranger"
#: Who reads files of people in their work; nobody else may meet a word of them.
READERS = frozenset({DESK, CARE})
PAGES_EACH = 60
TITLE = "<title>"
Fault = Callable[[], AbstractContextManager[None]]


@dataclass(slots=True)
class Round:
    """What was answered to whom, and where a word stood that may not stand there."""

    statuses: Counter[int] = field(default_factory=Counter)
    shown: int = 0
    leaks: list[str] = field(default_factory=list)

    def keep(self, who: str, answer: Answer, *, own_words: bool = False) -> Answer:
        """Judge one answer; ``own_words``: it may repeat what this person just typed."""
        self.statuses[answer.status] += 1
        seen = found_in(answer.body)
        told = found_in(f"{answer.url} {answer.headers} {_title(answer)}".encode())
        self.shown += bool(seen)
        if told:
            self.leaks.append(f"{who}: address, headers or title {dict(told)} {answer.status}")
        may_see = own_words or (who in READERS and answer.status == 200)
        if seen and not may_see:
            self.leaks.append(f"{who}: page {dict(seen)} {answer.status}")
        return answer


def go_round(visitors: dict[str, Visitor], planted: dict[str, str], fault: Fault) -> Round:
    """Report, search, open, type wrong, ask what is not there, break something, and look around."""
    found = Round()
    stranger = visitors[STRANGER]
    _report(found, stranger)
    _knock(found, stranger)
    _work(found, visitors, planted)
    for who, visitor in visitors.items():
        _ask_in_vain(found, who, visitor, planted)
    with fault():
        _break(found, visitors, planted)
    for who, visitor in visitors.items():
        _look_around(found, who, visitor)
    return found


def _report(found: Round, stranger: Visitor) -> None:
    """Tell a story with a file; send a file that is no file we take; and one that is too large."""
    who = marks.person(1)
    typed = {
        "narrative": marks.story(1),
        "place": who.addresses[0].text,
        "reporter_name": who.name,
        "contact": who.contact,
        "anonymity": "named",
    }
    small = (f"{marks.NAME}.txt", marks.story(1).encode())
    strange = (f"{marks.NAME}.exe", b"\0MZ" + marks.story(1).encode() * 100)
    large = (f"{marks.NAME}.pdf", b"%PDF-" + marks.story(1).encode() * 80_000)
    for file in (small, strange, large):
        page = stranger.get("/melden/")
        answer = stranger.send(page, typed=typed, files={"attachment": file})
        found.keep(STRANGER, answer, own_words=answer.status != 200)
    found.keep(
        STRANGER,
        stranger.send(stranger.get("/melden/"), typed=typed | {"narrative": ""}),
        own_words=True,
    )
    code = stranger.send(stranger.get("/code/"), typed={"receipt": marks.PHONE})
    found.keep(STRANGER, code, own_words=True)


def _knock(found: Round, stranger: Visitor) -> None:
    """Try to log in with marked words, and send a form that comes from elsewhere."""
    typed = {"login": f"{marks.NAME}@voorbeeld.example", "password": marks.STORY}
    answer = stranger.send(stranger.get("/inloggen/"), typed=typed)
    found.keep(STRANGER, answer, own_words=True)
    found.keep(STRANGER, stranger.post("/inloggen/", typed))


def _work(found: Round, visitors: dict[str, Visitor], planted: dict[str, str]) -> None:
    """What the desk and the coordinator do all day."""
    desk, care = visitors[DESK], visitors[CARE]
    who, report = marks.person(7), f"/meldingen/{planted['fresh']}/"
    search = {"name": who.name, "contact": who.contact}
    found.keep(DESK, desk.get(report))
    for part in ("triage/", "persoon/", "bekend/"):
        typed = _typed_wrong(part)
        found.keep(DESK, desk.send(desk.get(report + part), typed=typed), own_words=True)
    found.keep(DESK, desk.send(desk.get(f"{report}bekend/"), typed=search), own_words=True)
    words = {"words": f"{marks.STORY} jas {marks.STREET}", "purpose": "P_SIGNAL"}
    found.keep(DESK, desk.send(desk.get("/meldingen/zoeken/"), typed=words), own_words=True)
    opening = desk.get(report)
    found.keep(DESK, desk.post(f"{report}oppakken/", {"version": "0"}, page=opening))
    page = care.get(f"/zorgcoordinatie/nieuw/{planted['waiting']}/")
    found.keep(CARE, care.send(page, typed={"what": marks.story(7)}), own_words=True)


def _typed_wrong(page: str) -> dict[str, str]:
    """The fields of a page of the desk, filled in with marked words and something missing."""
    who = marks.person(7)
    if page == "triage/":
        return {"summary": f"{marks.NAME} {marks.STORY}", "reasons": marks.story(7)}
    if page == "persoon/":
        return {"name": who.name, "contact": who.contact, "birth_date": f"32-13-{marks.NAME}"}
    return {"name": who.name, "birth_date": f"32-13-{marks.NAME}"}


def _ask_in_vain(found: Round, who: str, visitor: Visitor, planted: dict[str, str]) -> None:
    """Addresses that are not there, not yours, or not an address, with marked words in them."""
    word = f"{marks.NAME}-{marks.PHONE}"
    for path in (
        f"/{marks.NAME}/",
        f"/meldingen/{uuid4()}/",
        f"/meldingen/{marks.NAME}/",
        f"/personen/{uuid4()}/",
        f"/zorgcoordinatie/{planted['waiting']}/",
        "/toezicht/logboek/",
        "/rechtmatigheid/bewaartermijnen/",
    ):
        answer = visitor.get(path)
        if marks.NAME not in path:
            found.keep(who, answer)
        elif found_in(answer.body):
            found.leaks.append(f"{who}: the page of an unknown address repeats it")
    # The link to the other language carries the question of an address along, so only what is in
    # the log and in the databases is searched for these.
    for path in (f"/?naam={word}", f"/werk/?naam={word}", f"/meldingen/?lijst={word}"):
        found.statuses[visitor.get(path).status] += 1


def _break(found: Round, visitors: dict[str, Visitor], planted: dict[str, str]) -> None:
    """The same with a database that fails halfway: nothing of it may stand in answer or log."""
    desk, report = visitors[DESK], f"/meldingen/{planted['fresh']}/"
    found.keep(DESK, desk.get(report))
    found.keep(DESK, desk.get(f"{report}triage/"))
    found.keep(CARE, visitors[CARE].get("/zorgcoordinatie/"))
    stranger = visitors[STRANGER]
    typed = {"narrative": marks.story(2), "contact": marks.PHONE}
    found.keep(STRANGER, stranger.send(stranger.get("/melden/"), typed=typed), own_words=True)


def _look_around(found: Round, who: str, visitor: Visitor) -> None:
    """Follow every link from where somebody starts, as far as it goes."""
    todo, done = ["/", "/werk/"], set[str]()
    while todo and len(done) < PAGES_EACH:
        path = todo.pop(0)
        if path in done:
            continue
        done.add(path)
        answer = found.keep(who, visitor.get(path))
        links = (urljoin(answer.url, one) for one in Page(answer.text).links)
        todo += [
            urlsplit(one).path
            for one in links
            if urlsplit(one).netloc == urlsplit(visitor.address).netloc
        ]


def _title(answer: Answer) -> str:
    return answer.text.partition(TITLE)[2].partition("</title>")[0]
