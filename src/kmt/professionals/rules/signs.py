"""Which signs the quick form shows: few enough for a phone, and only what one sees oneself. Pure.

The rule, in this order: in use on the day of the report; and either *critical* in the catalogue
(it asks "acute?" at once), or in :data:`SEEN_AT_A_PLACE`. That list holds signs that somebody who
stands at a door, a workplace or a counter can see or hear there, without asking about someone's
past and without a file. Signs that need a talk or a file stay for the desk. A sign that is not
ticked is "not known", never "not there".
The choice is a proposal of the house; which signs exist is the vocabulary's, not ours.
"""

from collections.abc import Iterable, Mapping

from kmt.vocabulary.entries import Indicator

#: Sign, and why it can be seen at a place.
SEEN_AT_A_PLACE: Mapping[str, str] = {
    "A6": "beds, bags and cooking at a place of work",
    "A7": "the person cannot say where they are",
    "B2": "somebody else hands over the papers",
    "B5": "a companion answers",
    "B6": "somebody waits, brings and fetches",
    "D3": "the work itself, in view",
    "D5": "the room where people sleep, in view",
    "E5": "other people every time, seen at the door or by the hotel",
    "F2": "several phones, parcels",
    "F8": "found there without a reason of their own",
    "G6": "somebody waits at the gate",
    "I3": "many names at the door, or in the register at hand",
}


def offered(signs: Iterable[Indicator]) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """The critical signs, and those seen at a place, each in the order of the catalogue."""
    known = tuple(signs)
    critical = tuple(one for one in known if one.critical)
    seen = tuple(one for one in known if not one.critical and one.indicator in SEEN_AT_A_PLACE)
    return critical, seen
