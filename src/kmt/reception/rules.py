"""What may be kept as a draft and what it becomes: pure, without Django, database or clock."""

import json
from dataclasses import asdict, dataclass, fields, replace
from typing import Any
from uuid import UUID

from kmt.intake.rules import ANONYMOUS, CONTACT_TERMS, ELSEWHERE, UNKNOWN, Told
from kmt.kernel.refusals import Decision

CALL, MAIL = "call", "mail"
ORIGINS = (CALL, MAIL)
PHONE = "phone"
YES, NO = "yes", "no"
#: Longer than everything a call or mail takes together; only what is no text of ours is refused.
LONGEST = 200_000
#: From how many days before its last day a draft warns in the list.
WARNING = 7
#: Why a draft is put away; a code, never words about somebody.
REASONS = ("nothing_told", "no_report", "double", "advice", "other")
#: Below this line stands, in a mail, what somebody answers to.
EARLIER = "---- Waarop dit bericht antwoordt ----"
#: What says who called; nothing of it is kept of somebody who wants to stay anonymous.
WHO_CALLED = ("reporter_name", "contact", "call_back", *CONTACT_TERMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContent:
    """What is typed so far, as it was typed; everything may be empty, nothing has been judged.

    The safety check comes first; then what intake asks. ``municipality`` may be ``elsewhere``.
    """

    safe_now: str = ""
    can_talk: str = ""
    call_back: str = ""
    narrative: str = ""
    about: str = ""
    wants_advice: bool = False
    municipality: str = ""
    place: str = ""
    online: str = ""
    happened: str = ""
    ongoing: str = ""
    at_risk: str = ""
    minors: str = ""
    form: str = ""
    anonymity: str = ""
    reporter_name: str = ""
    contact: str = ""
    contact_when: str = ""
    contact_language: str = ""
    code_word: str = ""
    may_answer: str = ""
    no_code: bool = False
    language: str = "nl"

    @property
    def empty(self) -> bool:
        """Whether nothing was typed at all."""
        return self == DraftContent(language=self.language)

    @property
    def unsafe(self) -> bool:
        """Whether the one who calls said not to be safe."""
        return self.safe_now == NO


def told_apart(text: str) -> tuple[str, str]:
    """What somebody wrote now, and what they answer to; the second is mostly empty."""
    own, _, earlier = text.partition(f"\n{EARLIER}\n")
    return own.strip(), earlier.strip()


def to_keep(content: DraftContent) -> DraftContent:
    """What may be kept: of who wants to stay anonymous neither name, number nor way back."""
    if content.anonymity != ANONYMOUS:
        return content
    nothing: dict[str, Any] = dict.fromkeys(WHO_CALLED, "")
    return replace(content, **nothing)


def to_text(content: DraftContent) -> str:
    """One text to seal."""
    return json.dumps(asdict(content), ensure_ascii=False)


def from_text(text: str) -> DraftContent:
    """What was sealed, also by a version that asked something else."""
    known = {one.name for one in fields(DraftContent)}
    kept = {name: value for name, value in json.loads(text).items() if name in known}
    return DraftContent(**kept)


def may_keep(
    content: DraftContent, origin: str, channels: frozenset[str], channel: str
) -> Decision:
    """Whether this can be kept as a draft at all; whether it can be sent is asked when sending."""
    return Decision.of(
        "Dit is te lang om als concept te bewaren. Kopieer de tekst en deel hem in tweeën."
        if len(to_text(content)) > LONGEST
        else "",
        "" if origin in ORIGINS else "Waar dit concept vandaan komt kennen we niet.",
        "" if channel in channels else "Dit kanaal staat niet in de lijst.",
    )


def told_of(content: DraftContent, channel: str) -> Told:
    """The report that comes of it; what was said about safety stands under the story."""
    kept = to_keep(content)
    outside = kept.municipality == ELSEWHERE
    parts = (kept.narrative.strip(), _safety(kept))
    return Told(
        **{name: getattr(kept, name) for name in _AS_THEY_ARE},
        narrative="\n\n".join(filter(None, parts)) if kept.narrative.strip() else "",
        municipality="" if outside else kept.municipality,
        outside_region=outside,
        ongoing=kept.ongoing or UNKNOWN,
        minors=kept.minors or UNKNOWN,
        contact_terms=tuple(
            (one, getattr(kept, one)) for one in CONTACT_TERMS if getattr(kept, one)
        ),
        channel=channel,
    )


def nonce_of(draft_id: UUID) -> str:
    """One draft becomes one report, however often it is sent."""
    return f"draft:{draft_id}"


def _safety(content: DraftContent) -> str:
    """What was said about safety, in a line for who reads the report; nothing when not asked."""
    answers = (
        ("Is nu veilig", content.safe_now),
        ("Kon vrij praten", content.can_talk),
        ("We mogen terugbellen", content.call_back),
    )
    said = [f"{what}: {_WORDS.get(answer, answer)}." for what, answer in answers if answer]
    return " ".join(("Veiligheid, gevraagd door het meldpunt.", *said)) if said else ""


_WORDS = {YES: "ja", NO: "nee", UNKNOWN: "weet ik niet"}
_AS_THEY_ARE = (
    *("about", "wants_advice", "place", "online", "happened", "at_risk", "form"),
    *("anonymity", "reporter_name", "contact", "language"),
)
