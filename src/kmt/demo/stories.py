"""Fills the demo: three finished stories, a work list of today, and some years of counts.

Every row is made by the actions the product itself uses, at the moment it is said to have happened
and in that order, so that the record reads as one. The texts are in ``stories.toml``; nobody
in them exists.
"""

import heapq
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from kmt.access.actors import REPORTER, actor_for
from kmt.care import actions as care
from kmt.care.rules import NewAction
from kmt.connections.actions import note_mentions
from kmt.connections.rules.kinds import Kind
from kmt.conversation import actions as talk
from kmt.conversation.receipts import secrets_of
from kmt.demo.care import tell
from kmt.demo.files import files_of
from kmt.demo.people import account_of
from kmt.insight.actions import make_factsheet as make
from kmt.intake import actions as intake
from kmt.intake.queries import report_detail, worklist
from kmt.intake.reading import Received
from kmt.intake.retained import REPORT
from kmt.intake.rules import VICTIM, PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.triage import actions as triage_actions
from kmt.triage.rules import UNSAID, ToldBack, Weighing
from kmt.triage.rules.places import Places
from kmt.vault.rules import Identity

DATA = Path(__file__).with_name("stories.toml")
Entry = Mapping[str, Any]
#: What came of a report of the demo, by what was decided on it.
CAME_OF = {
    "care_case": "in_care",
    "signal_forwarded": "handled_by_others",
    "advice": "helped",
    "comensha_only": "registered",
    "no_follow_up": "nothing_found",
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the stories."""

    desk: Actor
    coordinator: Actor
    second: Actor


def load() -> str:
    """Play every story that is not there yet; harmless when repeated."""
    cast = Cast(*(actor_for(account_of(key)) for key in ("noor", "bram", "yara")))
    if worklist(cast.desk, "all").total:
        return "waren er al"
    raw = tomllib.loads(DATA.read_text(encoding="utf-8"))
    entries = [*_background(raw), *raw["story"]]
    _play([_story(entry, cast, f"demo-{number}") for number, entry in enumerate(entries)])
    return f"{len(entries)} meldingen"


def make_factsheet() -> str:
    """Make the factsheet as the analyst would."""
    return make(by=actor_for(account_of("eva"))).path.name


def _play(stories: list[Iterator[datetime]]) -> None:
    """Run the stories side by side in order of time; each yields the moment of its next step."""
    waiting = [(next(story), number) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    while waiting:
        moment, number = heapq.heappop(waiting)
        with clock.frozen(moment):
            following = next(stories[number], None)
        if following is not None:
            heapq.heappush(waiting, (following, number))


def _story(entry: Entry, cast: Cast, nonce: str) -> Iterator[datetime]:
    """One report from the public form to where it stands now."""
    now = clock.now()
    start = _start(entry, now)
    yield start
    received = intake.submit_report(
        by=REPORTER, told=_told(entry), nonce=nonce, files=files_of(entry)
    )
    report_id, weighed = received.report_id, entry.get("triage")
    if "names" in entry:
        found = [(Kind(kind), words) for kind, words in entry["names"]]
        note_mentions(by=cast.desk, object_id=report_id, found=found)
    if not weighed:
        return
    yield start + timedelta(hours=weighed.get("after_hours", 2))
    _weigh(entry, weighed, cast, report_id)
    if "talk" in entry:
        yield from _talk(entry["talk"], cast, received, start)
    if "care" in entry:
        yield from _care(entry, cast, report_id, start)
    if "feedback" in entry:
        yield start + timedelta(days=entry["feedback_after_days"])
        _end(entry, cast, report_id)


def _end(entry: Entry, cast: Cast, report_id: UUID) -> None:
    """The reporter hears back, or cannot, and the report is closed, unless it stays open."""
    way, desk = entry["feedback"], cast.desk
    told = (
        ToldBack(way=way, text=entry["feedback_text"], language=entry.get("language", "nl"))
        if way not in UNSAID
        else ToldBack(way=way, reason="Er is geen gesprek en geen veilige manier.")
    )
    triage_actions.give_feedback(
        by=desk, report_id=report_id, version=report_detail(desk, report_id).version, told=told
    )
    for receiver in entry["triage"].get("forward_to", ()):
        words = "Er is een signaal van uitbuiting in deze gemeente; meer is niet bekend."
        triage_actions.pass_on(by=desk, report_id=report_id, receiver=receiver, words=words)
    if entry.get("stays_open"):
        return
    triage_actions.close_report(
        by=desk,
        report_id=report_id,
        version=report_detail(desk, report_id).version,
        came_of=CAME_OF[entry["triage"]["outcome"]],
    )


def _talk(
    said: Sequence[Entry], cast: Cast, received: Received, start: datetime
) -> Iterator[datetime]:
    """What the desk and the one with the code wrote to each other."""
    of = secrets_of(received.receipt)
    for turn in said:
        yield start + timedelta(hours=turn["after_hours"])
        if turn["by"] == "desk":
            talk.answer(
                by=cast.desk,
                object_type=REPORT,
                object_id=received.report_id,
                page=turn["text"],
                text=turn["text"],
            )
        else:
            talk.note_read(by=REPORTER, of=of)
            talk.write(by=REPORTER, of=of, page=turn["text"], text=turn["text"])


def _weigh(entry: Entry, weighed: Entry, cast: Cast, report_id: UUID) -> None:
    intake.take_up(
        by=cast.desk, report_id=report_id, version=report_detail(cast.desk, report_id).version
    )
    answers = dict.fromkeys(weighed.get("observed", ()), "observed")
    answers |= dict.fromkeys(weighed.get("not_observed", ()), "not_observed")
    triage_actions.record_triage(
        by=cast.desk,
        report_id=report_id,
        version=report_detail(cast.desk, report_id).version,
        weighing=Weighing(
            suspicion=weighed["suspicion"],
            urgency=weighed["urgency"],
            urgency_reason=weighed.get("urgency_reason", ""),
            forms=tuple(weighed["forms"]),
            outcome=weighed["outcome"],
            reasons=weighed["reasons"],
            summary=weighed["summary"],
            safety=weighed.get("safety", "none_known"),
            advice=weighed.get("advice", ""),
            forward_to=tuple(weighed.get("forward_to", ())),
        ),
        answers=answers,
        person=_person(entry["person"]) if "person" in entry else None,
    )
    report = report_detail(cast.second, report_id)
    if report.second_look and weighed.get("looked_at", True):
        triage_actions.look_again(
            by=cast.second, report_id=report_id, version=report.version, agrees=True
        )


def _care(entry: Entry, cast: Cast, report_id: UUID, start: datetime) -> Iterator[datetime]:
    led = entry["care"]
    opened = start + timedelta(days=led.get("after_days", 1))
    yield opened
    person = report_detail(cast.desk, report_id).persons[0]
    first = led["first"]
    case_id = care.open_case(
        by=cast.coordinator,
        report_id=report_id,
        person_id=person.id,
        forms=entry["triage"]["forms"],
        places=Places(residence=led.get("residence", entry["municipality"])),
        first=NewAction(
            what=first["what"],
            due=(opened + timedelta(days=first["due_days"])).date(),
            owner=first.get("owner", ""),
        ),
    )
    for step in led.get("steps", ()):
        yield opened + timedelta(days=step["day"])
        tell(step, cast.coordinator, case_id)


def _start(entry: Entry, now: datetime) -> datetime:
    """The moment of the report: some hours ago, or a number of days ago at an hour of the day."""
    if "hours_ago" in entry:
        return now - timedelta(hours=entry["hours_ago"])
    day = clock.local(now).date() - timedelta(days=entry["days_ago"])
    hour = time(entry.get("hour", 10), entry.get("minute", 20))
    return datetime.combine(day, hour, tzinfo=clock.DUTCH_TIME)


def _told(entry: Entry) -> Told:
    known = Told.__dataclass_fields__
    return Told(**{name: value for name, value in entry.items() if name in known})


def _person(given: Entry) -> PersonToAdd:
    identity = dict(given)
    role = identity.pop("role", VICTIM)
    for name in ("aliases", "languages"):
        identity[name] = tuple(identity.get(name, ()))
    return PersonToAdd(identity=Identity(**identity), role=role)


def _background(raw: Entry) -> Iterator[Entry]:
    """The short rows of earlier years, written out as stories with a text of their form."""
    for number, row in enumerate(raw["background"]["rows"]):
        days_ago, municipality, form, urgency, outcome = row
        text = raw["background"]["texts"][form]
        entry: dict[str, Any] = {
            "days_ago": days_ago,
            "hour": 8 + number % 9,
            "minute": (number * 7) % 60,
            "municipality": municipality,
            "narrative": text["narrative"],
            "triage": {
                "suspicion": "serious" if outcome == "care_case" else "weak",
                "urgency": urgency,
                "forms": [form],
                "outcome": outcome,
                "summary": text["summary"],
                "reasons": "Gewogen met een collega; vastgelegd in de week van de melding.",
                "advice": "Blijf in contact, en bel ons als het verandert.",
                "forward_to": ["labour_inspectorate" if form == "LAB" else "police_avim"]
                if outcome == "signal_forwarded"
                else [],
            },
            "feedback": "not_possible",
            "feedback_after_days": 9,
        }
        if outcome == "care_case":
            entry["person"] = {"description": text["person"]}
            entry["care"] = _short_care(days_ago)
        yield entry


def _short_care(days_ago: int) -> Entry:
    """The course of a background case: led to its end when it is older than half a year."""
    steps: list[Entry] = [
        {"day": 3, "note": "Kennismaking; wil eerst rust en een vaste contactpersoon."},
        {"day": 4, "move": "intake", "reason": "Kennismaking is geweest."},
        {"day": 12, "finish": True},
    ]
    if days_ago > 180:
        closing = {"reason": "Hulp loopt door bij het wijkteam.", "move": "closed"}
        steps.append({"day": 150, "closing_reason": "handed_over_local_team", **closing})
    else:
        steps.append({"day": 13, "action": "Plan bespreken", "due_days": days_ago + days_ago % 9})
        steps.append({"day": max(days_ago - 12, 14), "note": "Belde; het gaat redelijk."})
    first = {"what": "Veilige manier van contact afspreken", "due_days": 21}
    return {"after_days": 2, "first": first, "steps": steps}
