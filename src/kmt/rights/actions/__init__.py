"""Writing about requests: taking one in, its clock, who asks, what is decided, the answer."""

from kmt.rights.actions.answering import (
    Answer,
    close,
    destroy_request,
    give_copy,
    lift_restriction,
    tell_recipient,
)
from kmt.rights.actions.deciding import (
    correct,
    decide_compartment,
    decide_nothing_held,
    keep_exception,
    look_again,
    state_words,
)
from kmt.rights.actions.taking import (
    check_identity,
    clear_danger,
    extend,
    refuse,
    take_request,
    tie_persons,
    withdraw,
)

__all__ = [
    "Answer",
    "check_identity",
    "clear_danger",
    "close",
    "correct",
    "decide_compartment",
    "decide_nothing_held",
    "destroy_request",
    "extend",
    "give_copy",
    "keep_exception",
    "lift_restriction",
    "look_again",
    "refuse",
    "state_words",
    "take_request",
    "tell_recipient",
    "tie_persons",
    "withdraw",
]
