"""When a term of this region ends: as the vocabulary proposes, or as the region itself chose."""

from dataclasses import replace
from datetime import datetime

from kmt.kernel import clock
from kmt.partners.region import region
from kmt.vocabulary import queries as vocabulary


def term_end(rule_id: str, start: datetime) -> datetime:
    """When a term that starts at this (aware) moment ends, by the rule as it stood on that day.

    A region writes its own lengths in ``[desk.terms]`` of its file. Raises ``NoTermStated`` where
    neither says how long it is.
    """
    rule = vocabulary.deadline(rule_id, clock.local(start).date())
    own = region().terms.get(rule_id)
    return vocabulary.due(replace(rule, duration=own) if own else rule, start)
