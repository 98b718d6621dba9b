"""The words of shelter: codes on the screen, lines that are kept, the profile without a name."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.intake.rules import ELSEWHERE, NO, UNKNOWN, YES
from kmt.lawfulness.loading import sharing_matrix
from kmt.shelter.lists import dutch, organisations, pairs, word
from kmt.shelter.reading import AnswerLine, Decided, Gaps, KindGap, RequestView
from kmt.shelter.rules import (
    ADULT,
    LATER,
    MINOR,
    Placer,
    Placing,
    Reply,
    Stand,
)
from kmt.triage.wording import place_word
from kmt.vocabulary import queries as vocabulary
from kmt.vocabulary.wording import choices, label

Pairs = list[tuple[str, str]]
KINDS = "shelter_type"
#: An organisation that is not on the list, in a form.
OTHER = "other"

EVENTS = {
    "shelter.requested": gettext_lazy("Shelter asked for"),
    "shelter.asked": gettext_lazy("Organisation asked for shelter"),
    "shelter.answered": gettext_lazy("Answer to a request for shelter"),
    "shelter.facts": gettext_lazy("Facts for shelter completed"),
    "shelter.ended": gettext_lazy("Request for shelter ended"),
    "shelter.placed": gettext_lazy("Placed in shelter"),
    "shelter.left": gettext_lazy("Left shelter"),
}
#: What each reason in the record means.
REASONS = {
    "shelter": "opvang",
    "shelter_requested": "opvang aangevraagd",
    "shelter_facts": "gegevens voor de opvang aangevuld",
    "shelter_asked": "een organisatie om opvang gevraagd",
    "shelter_answered": "antwoord op een opvangvraag vastgelegd",
    "shelter_ended": "opvangaanvraag afgesloten",
    "shelter_placed": "plaatsing vastgelegd",
    "shelter_left": "vertrek uit de opvang vastgelegd",
    "shelter_location": "bekeken waar iemand is opgevangen",
}


def kind_word(kind: str) -> str:
    """The name of a kind of shelter."""
    return label(KINDS, kind)


def kind_dutch(kind: str) -> str:
    """The same in Dutch, for what is kept; without what stands between brackets."""
    return vocabulary.label(KINDS, kind, "nl").partition(" (")[0]


def urgency_word(code: str) -> str:
    """The name of an urgency."""
    return word("urgency", code)


def contra_word(code: str) -> str:
    """The name of a contra-indication."""
    return word("contra_indication", code)


def language_word(code: str) -> str:
    """The name of a language."""
    return word("language", code)


def channel_word(code: str) -> str:
    """By which way was asked."""
    return word("channel", code)


def reply_word(code: str) -> str:
    """The name of an answer."""
    return word("answer", code)


def reply_kind(code: str) -> str:
    """The colour of an answer."""
    return {Reply.PLACED: "ok", Reply.WAITING: "warn", Reply.REFUSED: "stop"}.get(Reply(code), "")


def reason_word(code: str) -> str:
    """The name of a reason to refuse."""
    return word("refusal_reason", code)


def exit_to_word(code: str) -> str:
    """Where somebody went."""
    return word("exit_destination", code)


def exit_reason_word(code: str) -> str:
    """Why a stay ended."""
    return word("exit_reason", code)


def end_word(code: str) -> str:
    """How a request ended."""
    return word("request_end", code)


def stand_word(stand: str, end: str = "") -> str:
    """How a request stands."""
    names = {Stand.OPEN: _("open"), Stand.PLACED: _("placed"), Stand.ENDED: _("ended")}
    return end_word(end) if end else str(names[Stand(stand)])


def stand_kind(stand: str) -> str:
    """The colour of that."""
    return {Stand.OPEN: "warn", Stand.PLACED: "ok", Stand.ENDED: ""}[Stand(stand)]


def fact_word(name: str) -> str:
    """The question behind a fact that decides who places."""
    return {
        "age": _("Adult or minor"),
        "alone": _("A minor without parents in the Netherlands (AMV)"),
        "dutch": _("Has the Dutch nationality"),
        "reflection": _("Is in the reflection period"),
    }[name]


def value_word(value: str) -> str:
    """The answer to such a question."""
    return {
        YES: _("yes"),
        NO: _("no"),
        UNKNOWN: _("not known yet"),
        ADULT: _("adult"),
        MINOR: _("minor"),
    }[value]


def payer_word(municipality: str) -> str:
    """The municipality that pays."""
    return place_word(municipality)


def payer_basis_word(basis: str) -> str:
    """Why that one."""
    return {
        "rule": _("responsible for this case"),
        "override": _("chosen with a reason, other than the rule"),
        "unknown": _("no responsible municipality known yet"),
    }[basis]


def source_words(source: str) -> str:
    """Where a rule comes from: numbered sources with their address, articles as they are."""
    known = {one.source: one for one in vocabulary.sources()}
    return "; ".join(
        f"{code} ({known[code].address or known[code].title})" if code in known else code
        for code in source.split("; ")
        if code
    )


def count_words(count: int | None) -> str:
    """A count on the page of gaps; a small one stays hidden."""
    return "<5" if count is None else str(count)


def answer_words(one: AnswerLine) -> str:
    """What an answer comes down to, in one line."""
    if one.reply == Reply.WAITING:
        return f"{reply_word(one.reply)}: {one.waiting_days} {_('days')}"
    contra = ", ".join(contra_word(code) for code in one.contra)
    reason = reason_word(one.reason)
    return ": ".join(filter(None, (reply_word(one.reply), reason, contra)))


def kind_pairs(on: date) -> Pairs:
    """The kinds of shelter of a day as choices."""
    return list(choices(KINDS, on))


def organisation_pairs(kind: str, only: str) -> Pairs:
    """Whom one can ask: the one that alone places, or those of this kind and "another"."""
    found = organisations()
    if only:
        return [(only, found[only].words)]
    fitting = [one for one in found.values() if kind in one.kinds]
    rest = [one for one in found.values() if one not in fitting and one.code != "comensha"]
    listed = [(one.code, one.words) for one in (*fitting, *rest)]
    return [*listed, (OTHER, _("another organisation, name it below"))]


def every_organisation() -> Pairs:
    """Where somebody can stay, "another", and nobody: at home, with family, abroad."""
    takes_in = [one for one in organisations().values() if one.recipient == "care_provider"]
    listed = [(one.code, one.words) for one in takes_in]
    return [("", "–"), *listed, (OTHER, _("another organisation, name it below"))]


def organisation_word(code: str, other: str) -> str:
    """Who was asked or takes somebody in."""
    found = organisations().get(code)
    return found.words if found else other


def decision_pairs(found: tuple[Decided, ...]) -> Pairs:
    """Decisions to share as choices; the first is the default: without personal data."""
    none = ("", _("without personal data: only the profile without a name"))
    return [none, *((str(one.id), f"{one.recipient}, {one.at:%d-%m-%Y}") for one in found)]


def recipient_of(found: Placing) -> tuple[str, str]:
    """To whom and for what a share for this placing begins, in codes of the matrix (M014-M016)."""
    if found.by is Placer.COMENSHA:
        return "comensha", "P_REGISTRATION"
    return ("municipal_domain" if found.by is Placer.YOUTH else "care_provider"), "P_CARE"


def recipient_word(code: str) -> str:
    """The name of a receiver in the sharing matrix."""
    return sharing_matrix().dutch("actor", code)


def profile(one: RequestView) -> str:
    """A text to ask for a place with that identifies nobody: codes only, nothing that was typed.

    No name, number, label, municipality or day of birth; the wishes and explanations stay out,
    because they are in somebody's own words.
    """
    line = one.line
    days = f", voor of op {line.needed_by:%d-%m-%Y}" if line.urgency == LATER else ""
    age = {ADULT: "een volwassene", MINOR: "een minderjarige"}.get(one.who.age, "iemand")
    contra = ", ".join(dutch("contra_indication", code) for code in one.contra)
    languages = ", ".join(dutch("language", code) for code in one.languages)
    children = {0: "geen", 1: "één"}.get(one.children, "twee of meer")
    paid = "bekend" if one.municipality and one.municipality != ELSEWHERE else "wordt uitgezocht"
    lines = (
        f"Gezocht: {kind_dutch(line.kind)} voor {age}, {dutch('urgency', line.urgency)}{days}.",
        f"Kinderen die meekomen: {children}.",
        f"Waar de plek op moet zijn ingericht: {contra or 'niets bijzonders bekend'}.",
        f"Talen: {languages or 'niet bekend'}.",
        f"Betalende gemeente: {paid}.",
        "Deze vraag is zonder persoonsgegevens. Is er plek, of weten jullie waar wel? Laat het ook "
        "weten als het niet kan, met de reden.",
    )
    return "\n".join(lines)


def list_pairs(name: str, on: date) -> Pairs:
    """A list of this room as choices."""
    return pairs(name, on)


def gap_tables(found: Gaps) -> dict[str, object]:
    """The counts as tables of words: per kind, per reason and kind, per contra-indication."""
    kinds = [kind_word(one.kind) for one in found.kinds]
    return {
        "kind_columns": (
            _("Kind of shelter"),
            _("requests"),
            _("times asked"),
            _("refused"),
            _("placed"),
            _("unmet"),
            _("days to placement (median)"),
        ),
        "kind_rows": [
            *(_kind_row(name, one) for name, one in zip(kinds, found.kinds, strict=True)),
            _kind_row(_("all kinds"), found.total),
        ],
        "reason_columns": (_("Reason"), *kinds, _("all kinds")),
        "reason_rows": [
            (
                reason_word(one.reason),
                *(count_words(count) for count in one.per_kind),
                count_words(one.total),
            )
            for one in found.reasons
        ],
        "contra_columns": (_("Contra-indication"), _("refused")),
        "contra_rows": [(contra_word(code), count_words(count)) for code, count in found.contra],
    }


def _kind_row(name: str, one: KindGap) -> tuple[str, ...]:
    counts = (one.requests, one.asked, one.refused, one.placed, one.unmet)
    days = "–" if one.days is None else f"{one.days} (n = {count_words(one.days_of)})"
    return (name, *(count_words(count) for count in counts), days)
