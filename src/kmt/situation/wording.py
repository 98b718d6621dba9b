"""The words on the pages of the situation for codes, days and ages, in the language of the page.

What is kept as a text (a line of the timeline, the line on the page of the case) is in Dutch.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kmt.situation.countries import country_pairs, country_word
from kmt.situation.queries import Member, SituationRead
from kmt.situation.rules.exploitation import CODED, as_typed
from kmt.situation.rules.minors import Arranged, Band, ForAge, Informed, Who
from kmt.triage.wording import place_pairs, place_word
from kmt.vocabulary import queries as vocabulary
from kmt.vocabulary.wording import choices, label

Pairs = list[tuple[str, str]]
NOTHING = ("", "–")
YES, NO, UNKNOWN = "yes", "no", "unknown"


def role_word(role: str) -> str:
    """What somebody is in a case."""
    return label("person_role", role)


def relation_word(relation: str) -> str:
    """What somebody is to the offender."""
    return label("offender_relation", relation) if relation else ""


def forms_word(forms: Iterable[str]) -> str:
    """The names of forms of exploitation."""
    return ", ".join(label(vocabulary.FORMS, one) for one in forms)


def sectors_word(sectors: Iterable[str]) -> str:
    """The names of sectors; each is ``list:code``."""
    parts = (one.partition(":") for one in sectors)
    return ", ".join(label(name, code) for name, _sep, code in parts)


def coded_word(codes: Iterable[str], field: str) -> str:
    """The names of codes of one of the fields that hold several."""
    return ", ".join(label(CODED[field], one) for one in codes)


def places_word(one: SituationRead) -> str:
    """Where it happened: municipalities, outside the region, and a country abroad."""
    found = [place_word(place) for place in one.places]
    return ", ".join((*found, *([country_word(one.abroad)] if one.abroad else ())))


def period_word(one: SituationRead) -> str:
    """From when until when, as far as known."""
    start, end = as_typed(one.started) or _("unknown"), as_typed(one.ended)
    if one.ongoing == YES:
        return _("since %(start)s, still going on") % {"start": start}
    return _("from %(start)s until %(end)s") % {"start": start, "end": end or _("unknown")}


def geography_word(code: str) -> str:
    """Domestic or cross-border."""
    return label("trafficking_geography", code)


def status_word(status: str) -> str:
    """How far somebody is known to be a victim."""
    return label("victim_status", status)


def decider_word(decider: str) -> str:
    """Who decided it."""
    return label("victim_status_decider", decider)


def duty_word(duty: str) -> str:
    """What must be arranged for a minor."""
    return label("minor_duty", duty)


def duty_law(duty: str) -> str:
    """Where in the law that stands; empty where it is our own choice."""
    return vocabulary.code("minor_duty", duty).law_ref


def arranged_word(state: str) -> str:
    """How far something is."""
    return {
        Arranged.DONE: _("Done"),
        Arranged.ASKED: _("Asked, no answer yet"),
        Arranged.NOT_NEEDED: _("Not needed"),
    }[Arranged(state)]


def years_word(member: Member) -> str:
    """How old somebody is, as far as known."""
    if member.years is None:
        return _("age unknown")
    youngest, oldest = member.years
    if youngest == oldest:
        return ngettext("%(years)s year old", "%(years)s years old", oldest) % {"years": oldest}
    return _("%(from)s to %(until)s years old") % {"from": youngest, "until": oldest}


def band_word(age: ForAge) -> str:
    """What the law calls somebody of this age, in a word or two."""
    return {
        Band.UNDER_12: _("under 12"),
        Band.FROM_12: _("12 to 15"),
        Band.FROM_16: _("16 or 17"),
        Band.FROM_18: _("18 to 22"),
        Band.ADULT: _("23 or older"),
        Band.UNKNOWN: _("age unknown: treat as a minor"),
    }[age.band]


def who_word(who: Who) -> str:
    """Who says yes or no."""
    return {
        Who.SELF: _("the person"),
        Who.BOTH: _("the person and a parent or guardian together"),
        Who.PARENTS: _("a parent or guardian; ask the person too what they think"),
    }[who]


def informed_word(informed: Informed) -> str:
    """How somebody is told what we do."""
    return {
        Informed.SELF: _("the person"),
        Informed.ALSO: _("the person too, in words that fit, beside a parent or guardian"),
        Informed.FITTING: _("a parent or guardian, and the child in a way that fits"),
    }[informed]


def day(on: date) -> str:
    """A day in full."""
    return date_format(on, "j F Y")


def forms_kept(forms: Iterable[str]) -> str:
    """The names of forms in Dutch, for a text that is kept."""
    return ", ".join(vocabulary.label(vocabulary.FORMS, one) for one in forms)


def glance_kept(status: str, decider: str, forms: Iterable[str], geography: str) -> str:
    """The one line on the page of the case, in Dutch: the status and what happened."""
    said = vocabulary.label("victim_status", status) if status else "status nog niet vastgelegd"
    by = f", volgens {vocabulary.label('victim_status_decider', decider)}" if decider else ""
    found = forms_kept(forms)
    where = vocabulary.label("trafficking_geography", geography) if geography else ""
    what = ", ".join(filter(None, (found, where if where != "onbekend" else "")))
    line = f"{said}{by}." + (f" {what[:1].upper()}{what[1:]}." if what else "")
    return f"{line[:1].upper()}{line[1:]}"


def role_pairs(on: date) -> Pairs:
    """What somebody can be in a case."""
    return [NOTHING, *choices("person_role", on)]


def relation_pairs(on: date) -> Pairs:
    """What somebody can be to the offender."""
    return [NOTHING, *choices("offender_relation", on)]


def form_pairs(on: date) -> Pairs:
    """The forms of exploitation of a day."""
    return list(choices(vocabulary.FORMS, on))


def sector_pairs(name: str, on: date) -> Pairs:
    """The sectors of a day, of one list."""
    return list(choices(name, on))


def coded_pairs(field: str, on: date) -> Pairs:
    """The codes of one of the fields that hold several."""
    return list(choices(CODED[field], on))


def municipality_pairs() -> Pairs:
    """The municipalities of the region, and outside it."""
    return place_pairs("", elsewhere=True)[1:]


def abroad_pairs(on: date, *, empty: str) -> Pairs:
    """The countries of a day, with words for none."""
    return [("", empty), *country_pairs(on)]


def status_pairs(on: date) -> Pairs:
    """The steps of the ladder."""
    return list(choices("victim_status", on))


def decider_pairs(on: date) -> Pairs:
    """Who can decide."""
    return [NOTHING, *choices("victim_status_decider", on)]


def geography_pairs(on: date) -> Pairs:
    """Domestic or cross-border, or as it follows from the places."""
    return [("", _("as it follows from the places")), *choices("trafficking_geography", on)]


def arranged_pairs() -> Pairs:
    """How far something can be."""
    return [(one.value, arranged_word(one)) for one in Arranged]


def duty_pairs(codes: Iterable[str]) -> Pairs:
    """What must be arranged, as choices."""
    return [(one, duty_word(one)) for one in codes]


def ongoing_pairs() -> Pairs:
    """Whether it goes on."""
    return [(YES, _("Yes")), (NO, _("No")), (UNKNOWN, _("Unknown"))]
