"""What other parts of the case already say about who somebody is, to begin a request with.

From the situation: the age, and whether Nidos is guardian. From the procedures: nationality, and
whether the reflection period runs. What nobody put down stays unknown, and a doubtful age too.
"""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from kmt.care.joining import CaseRef
from kmt.intake.rules import NO, UNKNOWN, YES
from kmt.kernel.actor import Actor
from kmt.shelter.rules import ADULT, MINOR, Who
from kmt.situation.queries import situation_of
from kmt.situation.rules.minors import Arranged, Band, ForAge
from kmt.tracks.queries import counting, entered, tracks_now
from kmt.tracks.rules.clock import LIVE, Fate

REFLECTION = frozenset({"RES-02", "RES-03"})
#: Facts and steps of the residence track that only somebody without Dutch nationality has.
_FOREIGN = frozenset({"dublin", "eu_citizen", "reflection_offered", "reflection_start"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The facts that are known elsewhere, and which parts of the case said so."""

    who: Who
    parts: tuple[str, ...]


def found_elsewhere(actor: Actor, case: CaseRef) -> Found:
    """What the situation and the procedures of a case say now."""
    situation = situation_of(actor, case)
    nidos = {
        one.state for one in situation.arrangements if one.duty == "nidos" and one.member_id is None
    }
    happened = counting(entered(actor, case.id))
    fates = {term.rule.rule: term.fate for track in tracks_now(happened) for term in track.terms}
    return what_is_known(
        situation.person.age, nidos, steps={one.step for one in happened}, fates=fates
    )


def completed(who: Who, found: Who) -> Who:
    """What was said, with what is unknown there filled in from elsewhere."""
    elsewhere = asdict(found)
    said = {name: value for name, value in asdict(who).items() if value != UNKNOWN}
    return Who(**{**elsewhere, **said})


def what_is_known(
    age: ForAge | None,
    nidos: Collection[str],
    *,
    steps: Collection[str],
    fates: Mapping[str, Fate],
) -> Found:
    """The facts as far as they follow from what was put down; pure.

    ``fates``: how each term of the tracks stands, by its rule.
    """
    who = Who(
        age=_age(age, steps),
        alone=YES
        if {Arranged.DONE, Arranged.ASKED} & set(nidos)
        else NO
        if Arranged.NOT_NEEDED in nidos
        else UNKNOWN,
        dutch=YES if "dutch" in steps else NO if _FOREIGN & set(steps) else UNKNOWN,
        reflection=_reflection(steps, fates),
    )
    said = {
        "situation": (who.age, who.alone),
        "tracks": (who.dutch, who.reflection),
    }
    return Found(
        who=who, parts=tuple(one for one, facts in said.items() if set(facts) != {UNKNOWN})
    )


def _age(age: ForAge | None, steps: Collection[str]) -> str:
    if age is not None and age.band is not Band.UNKNOWN and not age.doubt:
        return MINOR if age.minor else ADULT
    return MINOR if "minor" in steps else UNKNOWN


def _reflection(steps: Collection[str], fates: Mapping[str, Fate]) -> str:
    """Whether the reflection period runs: a term that is past or ended runs no more."""
    if "dutch" in steps:
        return NO
    now = {fate for rule, fate in fates.items() if rule in REFLECTION}
    if now & (LIVE - {Fate.PAST}):
        return YES
    return NO if now or "reflection_declined" in steps else UNKNOWN
