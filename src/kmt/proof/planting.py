"""Plants invented people and stories in an installation, each word of them marked; runs inside it.

Most of the people in bulk, sealed by the vault as it always does; some of them, and every story,
through the acts of the product. For ``./kmt bench plaintext`` and its test.
"""

import json
import random
import sys
from uuid import UUID

from django.core.management import call_command

from kmt.access.actors import REPORTER, system_actor
from kmt.access.permissions import Permission
from kmt.advice import actions as advice
from kmt.advice.growing import Stated
from kmt.advice.rules.asking import Question, Seen
from kmt.attachments.files import SentFile
from kmt.conversation.actions import answer, write
from kmt.conversation.receipts import secrets_of
from kmt.demo import people
from kmt.intake.actions import submit_report, take_up
from kmt.intake.queries import report_detail
from kmt.intake.rules import PersonToAdd, Told
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.region import region
from kmt.partners.session_store import SessionStore
from kmt.professionals import actions as professionals
from kmt.professionals.rules.codes import PURPOSE_LIMIT, LinkAsked
from kmt.professionals.rules.sending import Observed
from kmt.professionals.writing import Sending
from kmt.proof import marks
from kmt.triage.actions import record_triage
from kmt.triage.rules import Weighing
from kmt.vault.actions import register_person
from kmt.vault.routing import KEYS
from kmt.vault.trial import make_people

SEED = 20261126


def main(persons: int, acts: int) -> None:
    """An installation with colleagues and what was planted; prints the reports to visit."""
    call_command("migrate", verbosity=0)
    call_command("migrate", verbosity=0, database=KEYS)
    call_command("make_master_key", stdout=sys.stderr)
    people.load()
    fresh, waiting = plant(persons, acts)
    sys.stdout.write(json.dumps({"fresh": str(fresh), "waiting": str(waiting)}))


def plant(persons: int, acts: int) -> tuple[UUID, UUID]:
    """So many persons, and so many more with a story each; a report to weigh, and one for care."""
    by, places = planter(), sorted(region().codes)
    draw = random.Random(SEED)  # noqa: S311 - invented people, the same at every run
    make_people(draw, map(marks.person, range(persons)), sealed=True)
    for number in range(persons, persons + acts):
        place = places[number % len(places)]
        register_person(by=by, identity=marks.person(number), municipality=place)
        _report(number)
        _advise(by, number)
        _tell_from_work(by, number)
    waiting = _report(persons + acts)
    _weigh(by, waiting, persons + acts)
    return _report(persons + acts + 1), waiting


def planter() -> Actor:
    """The named process that plants."""
    return system_actor("planter", purpose="bench", permissions=frozenset(Permission))


def sessions() -> None:
    """Print what the sessions hold: they are kept compressed, so a search would not see it."""
    for one in SessionStore.get_model_class().objects.all():
        sys.stdout.write(json.dumps(one.get_decoded(), default=str) + "\n")


def _report(number: int) -> UUID:
    who = marks.person(number)
    told = Told(
        narrative=marks.story(number),
        municipality=sorted(region().codes)[0],
        place=who.addresses[0].text,
        anonymity="named",
        reporter_name=who.name,
        contact=who.contact,
    )
    sent = SentFile(name=f"{who.name}.txt", kind="txt", content=marks.story(number).encode())
    received = submit_report(by=REPORTER, told=told, nonce=f"planted-{number}", files=[sent])
    of = secrets_of(received.receipt)
    write(by=REPORTER, of=of, page=f"planted-{number}", text=marks.story(number))
    answer(
        by=planter(),
        object_type="report",
        object_id=received.report_id,
        page=f"planted-{number}",
        text=marks.story(number),
    )
    return received.report_id


def _advise(by: Actor, number: int) -> None:
    """Advice that was asked without a name, answered, and became a report with one."""
    words = f"{marks.STORY.lower()} {number}"
    question = Question(situation=f"Iemand werkt {words}.", question=f"Wat nu, {words}?")
    asked = advice.ask(by=REPORTER, question=question, nonce=f"planted-{number}", shown=Seen())
    advice.answer(
        by=by, request_id=asked.request_id, page=f"planted-{number}-advice", text=f"Denk: {words}."
    )
    stated = Stated(ground="vital_interest", reason=words, added=marks.story(number))
    advice.grow_with_code(of=secrets_of(asked.receipt), stated=stated)


def _tell_from_work(by: Actor, number: int) -> None:
    """A professional gets a code, and tells with it under their own name."""
    who, words = marks.person(number), marks.story(number)
    organisation = region().organisations[0].code
    asked = LinkAsked(organisation=organisation, name=who.name, purpose=words[:PURPOSE_LIMIT])
    observed = Observed(
        text=words,
        signs=("B2",),
        place=who.addresses[0].text,
        secrecy="medical",
        ground="vital_interest",
        ground_reason=words,
        contact=who.contact,
    )
    professionals.send_with_code(
        code=professionals.give_link(by=by, asked=asked, nonce=f"planted-{number}"),
        opened=clock.now(),
        observed=observed,
        how=Sending(nonce=f"planted-{number}-work"),
    )


def _weigh(by: Actor, report_id: UUID, number: int) -> None:
    take_up(by=by, report_id=report_id, version=report_detail(by, report_id).version)
    record_triage(
        by=by,
        report_id=report_id,
        version=report_detail(by, report_id).version,
        weighing=Weighing(
            suspicion="serious",
            urgency="U3",
            urgency_reason=marks.story(number),
            forms=("LAB",),
            outcome="care_case",
            reasons=marks.story(number),
            summary=f"{marks.STORY} samenvatting",
        ),
        answers={"A1": "observed"},
        person=PersonToAdd(identity=marks.person(number)),
    )
