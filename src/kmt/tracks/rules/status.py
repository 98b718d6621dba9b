"""What the tracks say of somebody in codes of the vocabulary, for registers, letters and counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kmt.tracks.rules.clock import Happened

#: Steps that say something of each list; the last that was taken counts.
_COMPLAINT = {
    "criminal_complaint": "yes",
    "complaint_declined": "no",
    "complaint_considering": "considering",
}
_REFLECTION = {
    "criminal_complaint": "criminal_complaint",
    "other_cooperation": "other_cooperation",
    "no_cooperation": "neither",
}
_RESIDENCE = {
    "reflection_start": "reflection_period",
    "reflection_ended": "unknown",
    "no_cooperation": "unknown",
    "permit_granted": "b83_temporary",
    "permit_unable_granted": "b83_unable_to_cooperate",
    "dismissal": "unknown",
    "continued_granted": "continued_stay",
}
#: Circumstances that hold as long as no step says more.
_FROM_THE_START = {"dutch": "dutch", "dublin": "dublin"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Codes of ``criminal_complaint_state``, ``reflection_choice`` and ``residence_status``.

    Empty is: nothing was entered that says it.
    """

    complaint: str
    reflection: str
    residence: str


def status_of(happened: Iterable[Happened]) -> Status:
    """What was entered says of somebody, in codes."""
    in_order = [one.step for one in sorted(happened, key=lambda one: (one.on, one.entered))]
    complaint = "criminal_complaint" if "criminal_complaint" in in_order else ""
    found = next((code for step, code in _FROM_THE_START.items() if step in in_order), "")
    ends = "permit_granted" in in_order  # a dismissal ends a permit, and nothing else
    residence = _last([one for one in in_order if ends or one != "dismissal"], _RESIDENCE)
    return Status(
        complaint=_COMPLAINT[complaint] if complaint else _last(in_order, _COMPLAINT),
        reflection=_last(in_order, _REFLECTION),
        residence="dutch" if found == "dutch" else residence or found,
    )


def _last(steps: Iterable[str], codes: Mapping[str, str]) -> str:
    said = [codes[one] for one in steps if one in codes]
    return said[-1] if said else ""
