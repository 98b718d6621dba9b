"""Fills the demo with working together: a partner who is let in, tasks, comments.

Made by the actions the product itself uses; the case and everybody in it are invented.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from kmt.access.actors import actor_for
from kmt.care.caseloads import MINE, cases
from kmt.care.joining import CaseRef, opened
from kmt.demo.people import account_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.teamwork import actions, queries
from kmt.teamwork.actions.letting_in import Giving, Letting
from kmt.teamwork.actions.talking import Asking, Saying
from kmt.teamwork.reading import Choice
from kmt.teamwork.rules import GivenKind

RECEIVER = "care_provider"


def load() -> str:
    """Let one partner into the case about which something may be shared; harmless when repeated."""
    bram, gerda = (actor_for(account_of(key)) for key in ("bram", "gerda"))
    if queries.mine(gerda):
        return "waren er al"
    for line in cases(bram, MINE).cases:
        case = opened(bram, line.id, part="teamwork", emergency=False)
        grounds = queries.decisions(bram, case, RECEIVER)
        if grounds and case.may_write:
            _work_together(bram, gerda, case, grounds[0])
            return "1 ketenpartner"
    return "geen casus met een besluit om te delen"


def _work_together(bram: Actor, gerda: Actor, case: CaseRef, ground: Choice) -> None:
    until = clock.today() + timedelta(days=60)
    asked = Letting(
        account=gerda.id, ground=ground.code, until=until, why="Doet het medisch onderzoek."
    )
    actions.let_in(by=bram, case_id=case.id, asked=asked, token=uuid4())
    part = queries.mine(gerda)[0].id
    _ask(bram, gerda, case, part)
    words = "Op dinsdag en donderdag is ze op de dagbesteding, dan niet bellen."
    shared = Giving(kind=GivenKind.SHARED, words=words, ground=ground.code, names=True)
    agreed = Giving(kind=GivenKind.AGREEMENT, words="De GGD belt zelf om de afspraak te maken.")
    for one in (shared, agreed):
        actions.give(by=bram, case_id=case.id, part_id=part, asked=one, token=uuid4())
    actions.write_back(
        by=gerda, part_id=part, text="Mag er een tolk bij? Zo ja, welke taal?", token=uuid4()
    )
    for colleague, _name in queries.table(bram, case).people[:1]:
        said = Saying(to=colleague, text="Kun jij meelezen met het plan voor volgende maand?")
        actions.comment(by=bram, case_id=case.id, asked=said, token=uuid4())


def _ask(bram: Actor, gerda: Actor, case: CaseRef, part: UUID) -> None:
    """One task that is declined, one that is accepted, one that waits for an answer."""
    answers = {
        "Een arts van de acute dienst vragen": ("decline", "Dat doet het ziekenhuis."),
        "Medisch onderzoek plannen": ("accept", ""),
        "Inentingen nagaan": ("", ""),
    }
    for days, (what, (step, words)) in enumerate(answers.items(), start=5):
        asked = Asking(what=what, due=clock.today() + timedelta(days=days))
        actions.ask_task(by=bram, case_id=case.id, part_id=part, asked=asked, token=uuid4())
        task = next(one for one in queries.my_part(gerda, part).tasks if one.what == what)
        if step:
            actions.answer_task(by=gerda, part_id=part, task_id=task.id, step=step, words=words)
