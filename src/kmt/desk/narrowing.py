"""The work list in an address: its views, its facets, and their words.

An address can be kept and shared, so it holds codes and nothing about who reported or who it is
about. "mij" is whoever opens it; a colleague stands in it by the id of their account, as in the
addresses of ``partners``. What an address asks for and nobody knows is left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.intake import queries, wording
from kmt.intake.narrowing import LATE, ONLY_YES, TODAY, Narrowed
from kmt.intake.rules import ELSEWHERE, YES
from kmt.intake.states import STATES
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.region import region
from kmt.vocabulary.entries import UNKNOWN_FORM
from kmt.vocabulary.wording import choices

VIEW, PAGE = "lijst", "pagina"
VIEWS = {
    "te-doen": queries.TODO,
    "van-mij": queries.MINE,
    "terugkoppelen": queries.UNHEARD,
    "afgehandeld": queries.DONE,
    "alles": queries.ALL,
}
#: Facet → its word in the address, in the order in which the page offers them.
WORDS = {
    "urgency": "spoed",
    "due": "termijn",
    "who": "van",
    "unread": "ongelezen",
    "minors": "minderjarig",
    "state": "stand",
    "form": "vorm",
    "place": "plaats",
    "channel": "kanaal",
}
LABELS: Mapping[str, str | Promise] = {
    "urgency": gettext_lazy("Urgency"),
    "due": gettext_lazy("Before"),
    "who": gettext_lazy("Who has it"),
    "unread": gettext_lazy("Messages"),
    "minors": gettext_lazy("Under 18"),
    "state": gettext_lazy("State"),
    "form": gettext_lazy("Form of exploitation"),
    "place": gettext_lazy("Place"),
    "channel": gettext_lazy("How it came in"),
}
_DUE = {LATE: "te-laat", TODAY: "vandaag"}
_NONE, _NOBODY, _ME, _YES = "geen", "niemand", "mij", "ja"
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks of the work list."""

    view: str
    narrowed: Narrowed
    page: int = 1


def asked(actor: Actor, given: Mapping[str, str]) -> Asked:
    """Read an address; what is odd or unknown in it is left out, never refused."""
    page = given.get(PAGE, "1")
    found = {
        facet: code
        for facet, word in WORDS.items()
        if (code := _code(actor, facet, given.get(word, ""))) is not None
    }
    return Asked(
        view=VIEWS.get(given.get(VIEW, ""), queries.TODO),
        narrowed=found,
        page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )


def query(actor: Actor, view: str, narrowed: Narrowed) -> str:
    """The address that asks for this, without its path: always the same for the same question."""
    words = {code: word for word, code in VIEWS.items()}
    pairs = [(VIEW, words[view])]
    pairs += [
        (word, _word(actor, facet, narrowed[facet]))
        for facet, word in WORDS.items()
        if facet in narrowed
    ]
    return urlencode(pairs)


def say(actor: Actor, facet: str, code: str, names: Names) -> str:
    """A choice in words."""
    if facet == "who":
        if code == actor.id:
            return _("Me")
        return names.get(code, _("A former colleague")) if code else _("Nobody")
    if facet in ONLY_YES:
        return _("Unread messages") if facet == "unread" else _("Yes")
    return {
        "urgency": lambda: wording.urgency(code),
        "due": lambda: _("Too late") if code == LATE else _("Due today"),
        "state": lambda: wording.state(code),
        "form": lambda: wording.form(code),
        "place": lambda: wording.municipality(code, outside=code == ELSEWHERE),
        "channel": lambda: wording.label("channel", code),
    }[facet]()


def offered(facet: str, names: Names) -> Iterable[str]:
    """Every code that a facet can have, in the order of the page."""
    today = clock.today()
    lists = {
        "urgency": ("U1", "U2", "", "U3", "U4"),
        "due": tuple(_DUE),
        "state": STATES,
        "who": ("", *sorted(names, key=lambda one: names[one])),
        "place": (*(code for code, _name in region().places), "", ELSEWHERE),
    }
    if facet in ONLY_YES:
        return (YES,)
    if facet == "form":
        return dict.fromkeys(
            [*(code for code, _name in choices("exploitation_form", today)), UNKNOWN_FORM]
        )
    if facet == "channel":
        return tuple(code for code, _name in choices("channel", today))
    return lists[facet]


def _code(actor: Actor, facet: str, word: str) -> str | None:
    if not word:
        return None
    if facet == "who":
        return _account(actor, word)
    code = {**{shown: code for code, shown in _DUE.items()}, _YES: YES, _NONE: ""}.get(word, word)
    return code if code in set(offered(facet, {})) else None


def _account(actor: Actor, word: str) -> str | None:
    if word in {_ME, _NOBODY}:
        return actor.id if word == _ME else ""
    try:
        return str(UUID(word))
    except ValueError:
        return None


def _word(actor: Actor, facet: str, code: str) -> str:
    if facet == "who":
        return _ME if code == actor.id else code or _NOBODY
    if facet in ONLY_YES:
        return _YES
    return _DUE.get(code, code or _NONE) if facet == "due" else code or _NONE


def without(narrowed: Narrowed, facet: str) -> Narrowed:
    """What was chosen, without this one."""
    return {name: code for name, code in narrowed.items() if name != facet}


def ordered(narrowed: Narrowed) -> tuple[tuple[str, str], ...]:
    """What was chosen, in the order of the page."""
    return tuple((facet, narrowed[facet]) for facet in WORDS if facet in narrowed)
