"""What every page carries: the menu of this role, the languages, the footer.

Menus are composed here because a room must not know the rooms above it.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse, translate_url
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.access.roles import ROLES
from kmt.kernel.actor import PUBLIC_ROLE, Actor
from kmt.partners.region import region


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuItem:
    """One entry of the menu."""

    label: str
    url: str
    current: bool


#: What stands in the menu, in order of the work, and which permission shows it.
_ENTRIES = (
    (gettext_lazy("Reports"), "intake:reports", Permission.INTAKE_REPORT_LIST),
    (gettext_lazy("Care coordination"), "care:cases", Permission.CARE_CASE_LIST),
    (gettext_lazy("Record"), "audit:events", Permission.AUDIT_EVENT_READ),
    (gettext_lazy("Insight"), "insight:overview", Permission.INSIGHT_ESTIMATE_READ),
    (gettext_lazy("Who sees what"), "access:table", Permission.ACCESS_TABLE_READ),
    (
        gettext_lazy("What was shared"),
        "lawfulness:disclosures",
        Permission.LAWFULNESS_DISCLOSURE_READ,
    ),
    (gettext_lazy("Sharing matrix"), "lawfulness:matrix", Permission.LAWFULNESS_MATRIX_READ),
    (
        gettext_lazy("Retention terms"),
        "retention:terms",
        Permission.RETENTION_TERM_READ,
    ),
)


def menu_of(actor: Actor, path: str) -> list[MenuItem]:
    """The entries this actor may open; for whom there is none, the page every account has."""
    found = [
        MenuItem(label=str(label), url=(url := reverse(name)), current=path.startswith(url))
        for label, name, permission in _ENTRIES
        if actor.may(permission)
    ]
    return found or [MenuItem(label=_("Account"), url=reverse("kernel:components"), current=False)]


def page(request: HttpRequest) -> dict[str, object]:
    """Context of every template (a context processor)."""
    actor: Actor | None = getattr(request, "actor", None)
    staff = None if actor is None or actor.role == PUBLIC_ROLE else actor
    return {
        "menu": menu_of(staff, request.path) if staff else [],
        "home_url": reverse("work" if staff else "intake:entrance"),
        "logout_url": reverse("account_logout"),
        "role_label": ROLES[actor.role].dutch if actor and actor.role in ROLES else "",
        "languages": _languages(request),
        "footer_links": _footer(),
        "centre": region().centre_short,
        "demo": settings.KMT_DEMO,
        "leave_to": settings.KMT_LEAVE_TO,
        **(_demo() if settings.KMT_DEMO else {}),
    }


def _demo() -> dict[str, object]:
    """Who can log in to the demo; outside it this is not even imported."""
    from kmt.project.demo_people import PASSWORD, PEOPLE

    return {"demo_people": PEOPLE, "demo_password": PASSWORD}


def _languages(request: HttpRequest) -> list[tuple[str, str, str, bool]]:
    """Per language: code, own name, the same page in it, and whether it is the current one."""
    here = request.path
    try:
        resolve(here)
    except Resolver404:
        here = "/"
    return [
        (code, name, translate_url(here, code), code == get_language())
        for code, name in settings.LANGUAGES
    ]


def _footer() -> list[tuple[str, str]]:
    return [
        (_("Privacy"), reverse("intake:privacy")),
        (_("Accessibility"), reverse("intake:accessibility")),
    ]
