"""What every page carries: the menu of this role, the languages, the footer.

Menus are composed here because a room must not know the rooms above it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.kernel.actor import PUBLIC_ROLE, Actor
from kmt.kernel.door import PUBLIC, audience_of
from kmt.partners.region import region


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One entry of the menu, or one page of the part of the menu one is in."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The parts of the work, and the pages of the part one is in when it has more than one."""

    parts: list[MenuItem]
    pages: list[MenuItem]


#: What stands in the menu, in order of the work: per part its pages, each with the permission that
#: shows it. A part with one page shows as that page.
_PARTS = (
    (
        gettext_lazy("Reports"),
        (
            (gettext_lazy("Reports"), "desk:reports", Permission.INTAKE_REPORT_LIST),
            (gettext_lazy("Drafts"), "reception:drafts", Permission.RECEPTION_DRAFT_LIST),
            (
                gettext_lazy("Codes for professionals"),
                "professionals:links",
                Permission.PROFESSIONALS_LINK_MAKE,
            ),
        ),
    ),
    (
        gettext_lazy("Care coordination"),
        (
            (gettext_lazy("Care coordination"), "care:cases", Permission.CARE_CASE_LIST),
            (
                gettext_lazy("Conferences"),
                "conference:conferences",
                Permission.CONFERENCE_TABLE_READ,
            ),
            (gettext_lazy("Comments to you"), "teamwork:to_me", Permission.CARE_CASE_READ),
            (
                gettext_lazy("CoMensha and handover"),
                "exchange:overview",
                Permission.CARE_CASE_READ,
            ),
            (
                gettext_lazy("How much everybody has"),
                "teamwork:load",
                Permission.ACCESS_INVOLVEMENT_GRANT,
            ),
        ),
    ),
    (
        gettext_lazy("My part"),
        ((gettext_lazy("My part"), "teamwork:mine", Permission.TEAMWORK_PART_READ),),
    ),
    (
        gettext_lazy("Advice"),
        (
            (gettext_lazy("Advice"), "advice:requests", Permission.ADVICE_ANSWER_WRITE),
            (gettext_lazy("My questions"), "advice:mine", Permission.ADVICE_QUESTION_ASK),
        ),
    ),
    # Who may and does work: the yearly look at roles is done by who divides the work.
    (
        gettext_lazy("Duty"),
        (
            (gettext_lazy("Today"), "duty:today", Permission.DUTY_ROSTER_READ),
            (gettext_lazy("Being away"), "duty:away", Permission.DUTY_ABSENCE_WRITE),
            (gettext_lazy("Hand work over"), "duty:hand_over", Permission.DUTY_WORK_ASSIGN),
            (gettext_lazy("Roles to look at"), "partners:review", Permission.PARTNERS_ROLE_CONFIRM),
            # Who leads finds it with the work; who oversees, beside the record.
            (
                gettext_lazy("Emergency access"),
                "access:emergencies",
                Permission.ACCESS_INVOLVEMENT_LEAD,
            ),
        ),
    ),
    (
        gettext_lazy("Oversight"),
        (
            (gettext_lazy("Record"), "audit:events", Permission.AUDIT_EVENT_READ),
            (gettext_lazy("Who sees what"), "access:table", Permission.ACCESS_TABLE_READ),
            (gettext_lazy("Emergency access"), "access:emergencies", Permission.ACCESS_TABLE_READ),
            (gettext_lazy("Retention terms"), "retention:terms", Permission.RETENTION_TERM_READ),
        ),
    ),
    (
        gettext_lazy("Governance"),
        (
            (gettext_lazy("Working group"), "governance:home", Permission.GOVERNANCE_PAPER_READ),
            (
                gettext_lazy("Decision register"),
                "governance:decisions",
                Permission.GOVERNANCE_PAPER_READ,
            ),
            (
                gettext_lazy("Vision and policy frame"),
                "policy_frame:current",
                Permission.GOVERNANCE_PAPER_READ,
            ),
            (
                gettext_lazy("Options weighed"),
                "options:weighings",
                Permission.GOVERNANCE_PAPER_READ,
            ),
            (
                gettext_lazy("Transitions"),
                "transition:transitions",
                Permission.GOVERNANCE_PAPER_READ,
            ),
        ),
    ),
    (
        gettext_lazy("Insight"),
        (
            (gettext_lazy("Insight"), "insight:overview", Permission.INSIGHT_ESTIMATE_READ),
            (gettext_lazy("What shelter lacks"), "shelter:gaps", Permission.INSIGHT_COUNT_READ),
        ),
    ),
    (
        gettext_lazy("Municipalities"),
        (
            (
                gettext_lazy("Obligations of municipalities"),
                "mandate:region",
                Permission.MANDATE_STANDING_READ,
            ),
            (
                gettext_lazy("Asked this quarter"),
                "mandate:quarter",
                Permission.MANDATE_STANDING_READ,
            ),
            (
                gettext_lazy("What is asked of municipalities"),
                "mandate:obligations",
                Permission.MANDATE_STANDING_READ,
            ),
            (
                gettext_lazy("Yearly rounds"),
                "rounds:rounds",
                Permission.MANDATE_STANDING_READ,
            ),
            (
                gettext_lazy("Who answers for what"),
                "rounds:roles",
                Permission.MANDATE_STANDING_READ,
            ),
            (
                gettext_lazy("Council factsheets"),
                "factsheets:sheets",
                Permission.MANDATE_STANDING_READ,
            ),
        ),
    ),
    (
        gettext_lazy("Money"),
        (
            (
                gettext_lazy("Is the money closed?"),
                "finance:overview",
                Permission.FINANCE_BUDGET_READ,
            ),
            (
                gettext_lazy("Scenarios"),
                "scenarios:scenarios",
                Permission.FINANCE_BUDGET_READ,
            ),
        ),
    ),
    (
        gettext_lazy("Knowledge"),
        (
            (gettext_lazy("Knowledge base"), "knowledge:inside", Permission.KNOWLEDGE_BASE_READ),
            (gettext_lazy("Social map"), "directory:entries", Permission.KNOWLEDGE_BASE_READ),
            (gettext_lazy("Trainings"), "training:sessions", Permission.TRAINING_PLACE_TAKE),
            (gettext_lazy("Prevention"), "prevention:campaigns", Permission.KNOWLEDGE_BASE_READ),
        ),
    ),
    (
        gettext_lazy("Sharing"),
        (
            (gettext_lazy("To share"), "sharing:overview", Permission.LAWFULNESS_DISCLOSURE_READ),
            (
                gettext_lazy("What was shared"),
                "lawfulness:disclosures",
                Permission.LAWFULNESS_DISCLOSURE_READ,
            ),
            (
                gettext_lazy("Transfers"),
                "lawfulness:transfers",
                Permission.LAWFULNESS_DISCLOSURE_READ,
            ),
            (
                gettext_lazy("Sharing matrix"),
                "lawfulness:matrix",
                Permission.LAWFULNESS_MATRIX_READ,
            ),
        ),
    ),
    (
        gettext_lazy("Own data"),
        (
            (
                gettext_lazy("Requests about own data"),
                "rights:requests",
                Permission.RIGHTS_REQUEST_HANDLE,
            ),
            (gettext_lazy("Take a request in"), "rights:take", Permission.RIGHTS_REQUEST_TAKE),
        ),
    ),
    (
        gettext_lazy("Quick report"),
        (
            (
                gettext_lazy("Quick report"),
                "professionals:quick",
                Permission.PROFESSIONALS_REPORT_SEND,
            ),
            (
                gettext_lazy("What I reported"),
                "professionals:sent",
                Permission.PROFESSIONALS_REPORT_SEND,
            ),
        ),
    ),
    (
        gettext_lazy("Accounts"),
        (
            (gettext_lazy("Accounts"), "partners:accounts", Permission.PARTNERS_ACCOUNT_MANAGE),
            (
                gettext_lazy("Keys of systems"),
                "professionals:keys",
                Permission.PROFESSIONALS_KEY_MANAGE,
            ),
            (
                gettext_lazy("Keys of regions"),
                "exchange:regions",
                Permission.EXCHANGE_KEY_MANAGE,
            ),
        ),
    ),
)


def menu_of(actor: Actor, path: str) -> Menu:
    """What this actor may open; for whom there is nothing, the page every account has."""
    parts, pages = [], []
    for part, entries in _PARTS:
        found = [(label, reverse(name)) for label, name, right in entries if actor.may(right)]
        here = max((url for _label, url in found if path.startswith(url)), key=len, default="")
        items = [MenuItem(label=str(label), url=url, current=url == here) for label, url in found]
        if items:
            label = str(part) if len(items) > 1 else items[0].label
            parts.append(MenuItem(label=label, url=items[0].url, current=bool(here)))
        if here and len(items) > 1:
            pages = items
    mine = MenuItem(label=_("My account"), url=reverse("partners:mine"), current=False)
    return Menu(parts=parts or [mine], pages=pages)


def page(request: HttpRequest) -> dict[str, object]:
    """Context of every template (a context processor)."""
    actor: Actor | None = getattr(request, "actor", None)
    staff = None if actor is None or actor.role == PUBLIC_ROLE else actor
    menu = menu_of(staff, request.path) if staff else Menu(parts=[], pages=[])
    return {
        "menu": menu.parts,
        "submenu": menu.pages,
        "home_url": reverse("work" if staff else "intake:entrance"),
        "logout_url": reverse("account_logout"),
        "account_url": reverse("partners:mine"),
        "account_links": _account_links(staff),
        "role_label": ROLES[actor.role].dutch if actor and actor.role in ROLES else "",
        "languages": _languages(request),
        "footer_links": _footer(),
        **_ways(),
        "centre": region().centre_short,
        "demo": settings.KMT_DEMO,
        "leave_to": region().leave_to,
        **(_demo() if settings.KMT_DEMO else {}),
    }


def _account_links(actor: Actor | None) -> list[tuple[str, str]]:
    """What rooms above the accounts let somebody choose for themselves."""
    if actor is None:
        return []
    calendar = (_("Due days in your own calendar"), reverse("teamwork:calendar"))
    if actor.may(Permission.DUTY_ROSTER_READ):
        return [(_("A mail when work waits"), reverse("duty:mail")), calendar]
    return [calendar] if actor.may(Permission.TEAMWORK_PART_READ) else []


def _demo() -> dict[str, object]:
    """Who can log in to the demo; outside it this is not even imported."""
    from kmt.demo.people import PASSWORD, PEOPLE

    return {"demo_people": PEOPLE, "demo_password": PASSWORD}


def _languages(request: HttpRequest) -> list[tuple[str, str, str, bool]]:
    """Per language: code, own name, the same page in it, and whether it is the current one.

    None in the answer to what somebody sent: to go on in another language would lose what was
    typed, or the code that is shown only once.
    """
    if request.method == "POST":
        return []
    here, audience = request.get_full_path(), PUBLIC
    try:
        audience = audience_of(resolve(request.path).func) or PUBLIC
    except Resolver404:
        here = "/"
    if audience != PUBLIC and get_language() not in settings.KMT_STAFF_LANGUAGES:
        here, audience = "/", PUBLIC  # an address that is not there in this language
    return [
        (code, name, translate_url(here, code), code == get_language())
        for code, name in settings.LANGUAGES
        if audience == PUBLIC or code in settings.KMT_STAFF_LANGUAGES
    ]


def _footer() -> list[tuple[str, str]]:
    return [
        (_("Read more about it"), reverse("knowledge:articles")),
        (_("Leave no traces"), reverse("entrance:traces")),
        (_("Privacy"), reverse("entrance:privacy")),
        (_("Accessibility"), reverse("entrance:accessibility")),
    ]


def _ways() -> dict[str, str]:
    """Where pages of ``entrance`` and ``scenarios`` lead to: rooms they cannot name."""
    form = reverse("intake:report")
    with override("nl" if get_language() not in settings.KMT_STAFF_LANGUAGES else get_language()):
        log_in = reverse("account_login")
        work_advice = reverse("advice:ask_at_work")
        work_code = reverse("professionals:quick_code")
    return {
        "tell_url": form,
        "advice_url": reverse("advice:ask"),
        "work_advice_url": work_advice,
        "work_code_url": work_code,
        "log_in_url": log_in,
        "decision_url": reverse("governance:decision_new"),
    }
