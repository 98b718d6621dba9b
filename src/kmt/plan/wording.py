"""Codes, scores and moments of the plan in words."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kmt.kernel import clock
from kmt.plan.rules import AgreedHow, AgreedWho, JudgedBy, RevisionKind, Standing
from kmt.vocabulary import queries as vocabulary

#: What stands among what must happen, in the record of the case: Dutch, as everything there.
EVALUATE = "Hulpplan evalueren met de persoon"
_SCORES = (
    gettext_lazy("acute distress"),
    gettext_lazy("serious problems"),
    gettext_lazy("difficult"),
    gettext_lazy("reasonable"),
    gettext_lazy("going well"),
)
_JUDGED = {
    JudgedBy.VICTIM: gettext_lazy("the person"),
    JudgedBy.COORDINATOR: gettext_lazy("the coordinator"),
}
_HOW = {
    AgreedHow.PRESENT: gettext_lazy("together, in one room"),
    AgreedHow.PHONE: gettext_lazy("by phone or video"),
    AgreedHow.LAWYER: gettext_lazy("through the lawyer"),
}
_WHO = {
    AgreedWho.VICTIM: gettext_lazy("the person themselves"),
    AgreedWho.PARENT: gettext_lazy("a parent"),
    AgreedWho.GUARDIAN: gettext_lazy("a guardian"),
    AgreedWho.NIDOS: gettext_lazy("Nidos"),
}
_KINDS = {
    RevisionKind.SAVED: gettext_lazy("saved"),
    RevisionKind.TEMPLATE: gettext_lazy("from a template"),
    RevisionKind.UNDONE: gettext_lazy("undone"),
    RevisionKind.PROPOSED_AGAIN: gettext_lazy("undone"),
}
_STANDINGS = {
    Standing.OPEN: gettext_lazy("open"),
    Standing.DONE: gettext_lazy("done"),
    Standing.DROPPED: gettext_lazy("no longer needed"),
    Standing.WITHDRAWN: gettext_lazy("added by mistake"),
}
_LAST = {
    "text": gettext_lazy("a text saved"),
    "score": gettext_lazy("a score added"),
    "added": gettext_lazy("an action added"),
    "ended": gettext_lazy("an action ticked off"),
}
LANGUAGES = {
    "nl": "Nederlands",
    "en": "English",
    "de": "Deutsch",
    "pl": "polski",
    "ro": "română",
    "bg": "български",
    "hu": "magyar",
    "es": "español",
    "uk": "українська",
    "ar": "العربية",
}


def domain_word(domain: str) -> str:
    """The name of a domain of life."""
    return vocabulary.label("plan_domain", domain)


def score_word(value: int) -> str:
    """What a score says of a domain."""
    return str(_SCORES[value])


def score_pairs() -> list[tuple[str, str]]:
    """The scores to choose from, with what they say."""
    return [(str(value), f"{value} · {word}") for value, word in enumerate(_SCORES)]


def judged_word(judged_by: str) -> str:
    """Whose judgement a score is."""
    return str(_JUDGED[JudgedBy(judged_by)])


def judged_pairs() -> list[tuple[str, str]]:
    """Whose judgement it may be."""
    return [(code.value, str(word)) for code, word in _JUDGED.items()]


def how_word(how: str) -> str:
    """How a plan was agreed."""
    return str(_HOW[AgreedHow(how)])


def how_pairs() -> list[tuple[str, str]]:
    """How a plan may be agreed."""
    return [(code.value, str(word)) for code, word in _HOW.items()]


def who_word(who: str) -> str:
    """Who agreed to a plan."""
    return str(_WHO[AgreedWho(who)])


def who_pairs() -> list[tuple[str, str]]:
    """Who may agree to a plan."""
    return [(code.value, str(word)) for code, word in _WHO.items()]


def kind_word(kind: str) -> str:
    """How a revision came about."""
    return str(_KINDS[RevisionKind(kind)])


def standing_word(standing: str) -> str:
    """How an action stands."""
    return str(_STANDINGS[Standing(standing)])


def last_word(what: str) -> str:
    """What somebody did last."""
    return str(_LAST[what])


def scope_word(scope: str) -> str:
    """With whom a domain may be shared."""
    return vocabulary.label("consent_scope", scope)


def scope_pairs() -> list[tuple[str, str]]:
    """With whom it may be shared."""
    return list(vocabulary.choices("consent_scope", clock.today()))


def glance(goals: int, actions: int, agreed: date | None) -> str:
    """How the plan stands, in one line on the page of the case."""
    what = ngettext("%(count)s goal", "%(count)s goals", goals) % {"count": goals}
    todo = ngettext("%(count)s open action", "%(count)s open actions", actions) % {"count": actions}
    if agreed is None:
        return _("Draft: %(what)s, %(todo)s; not yet agreed with the person.") % {
            "what": what,
            "todo": todo,
        }
    return _("%(what)s, %(todo)s; agreed on %(day)s.") % {
        "what": what,
        "todo": todo,
        "day": date_format(agreed, "j F Y"),
    }
