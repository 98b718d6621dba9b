"""The job of the night: through every record once, asking the terms anew for each.

It proposes ahead of the day, withdraws what turned out longer, and destroys what the law destroys
by itself after the waiting time, or what a person decided. A record that refuses is tried again
the next night.
"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

from kmt.access.acts import check
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Refused
from kmt.retention import writing
from kmt.retention.actions.destroying import destroy
from kmt.retention.keepers import Holding, keepers
from kmt.retention.queries import Situations, situations
from kmt.retention.rules.keeping import Kept, Ruling
from kmt.retention.rules.proposing import Standing, Step, next_step
from kmt.retention.rules.ruling import rule_on
from kmt.retention.states import State, may_go
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Event
from kmt.vault.actions import replay_erasures

FAILED, FINISHED = "failed", "finished"


def run_nightly(*, by: Actor, wait: int) -> Counter[str]:
    """Go through every record of every room once; how many of each step were taken.

    A record that refuses is counted as ``failed`` and tried again the next night.
    """
    check(by, writing.RUN)
    taken = Counter({FINISHED: sum(replay_erasures(by=by))})
    today = clock.today()
    for keeper in keepers():
        known = situations(by, keeper.object_type)
        for holding in tuple(keeper.holdings(by)):
            try:
                taken[_take(by, holding, known, today, wait)] += 1
            except Refused:
                taken[FAILED] += 1
    return taken


def _take(by: Actor, holding: Holding, known: Situations, today: date, wait: int) -> Step:
    standing = known.standings.get(holding.which, Standing())
    record = _record(holding, known, standing)
    terms = retention_terms()
    now = rule_on(record, terms, today)
    soon = rule_on(record, terms, today + timedelta(days=wait))
    step = next_step(now, soon, standing, today, wait)
    if step is Step.PROPOSE:
        with writing.running(by, holding, soon.rows):
            writing.keep_proposal(by, holding, soon, today, wait)
    elif step is Step.WITHDRAW:
        _withdraw(by, holding, soon)
    elif step is Step.DESTROY:
        destroy(by=by, holding=holding, ruling=now)
    return step


def _record(holding: Holding, known: Situations, standing: Standing) -> Kept:
    """The record as its term sees it, with what people decided about it."""
    asked = known.requests.get(holding.which)
    events = {**holding.kept.events, Event.REQUEST: asked} if asked else holding.kept.events
    return replace(
        holding.kept,
        events=events,
        holds=known.holds.get(holding.object_id, ()),
        granted=known.answers.get(holding.which),
        needed_until=standing.kept_until,
    )


def _withdraw(by: Actor, holding: Holding, ruling: Ruling) -> None:
    with writing.running(by, holding, ruling.rows):
        row = writing.open_proposal(by, holding)
        if row is not None and may_go(row.state, State.WITHDRAWN):
            row.state = State.WITHDRAWN
            row.save()
