"""Writing in conference: preparing, holding, what comes after, and what ends."""

from kmt.conference.actions.ending import destroy_conference, settled_there, take_out
from kmt.conference.actions.following import hand_out, move, settle, summarise
from kmt.conference.actions.holding import agree, come_in, contribute, go_out
from kmt.conference.actions.preparing import (
    add_colleague,
    add_item,
    add_outsider,
    admit,
    declare,
    propose,
    remove_participant,
    send_away,
    set_details,
    set_goal,
    set_informed,
)

__all__ = [
    "add_colleague",
    "add_item",
    "add_outsider",
    "admit",
    "agree",
    "come_in",
    "contribute",
    "declare",
    "destroy_conference",
    "go_out",
    "hand_out",
    "move",
    "propose",
    "remove_participant",
    "send_away",
    "set_details",
    "set_goal",
    "set_informed",
    "settle",
    "settled_there",
    "summarise",
    "take_out",
]
