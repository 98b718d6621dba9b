"""What the tests of teamwork share: two partners of other organisations, a ground, a part.

Gerda works at the GGD and Vera at Veilig Thuis; neither of them exists.
"""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from kmt.access.actors import actor_for
from kmt.access.rows import gate_open
from kmt.care.joining import CaseRef, opened
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from kmt.partners.actions import create_account, give_role
from kmt.partners.models import Account
from kmt.teamwork import actions
from kmt.teamwork.actions.letting_in import Letting
from kmt.teamwork.actions.talking import Asking
from kmt.teamwork.models import LetIn, PartnerTask
from tests.care.conftest import (  # noqa: F401 - fixtures
    case_id,
    hand_over,
    looking,
    make_case,
)
from tests.conftest import PASSWORD, SINCE

QUESTION = "Kanarie Vraag: plan een medisch onderzoek"
PARTNERS = {"gerda": ("Gerda Arts", "GGD"), "vera": ("Vera Veilig", "VTT")}


def in_days(days: int) -> date:
    """A day from today."""
    return clock.today() + timedelta(days=days)


@pytest.fixture
def partners(accounts, registrar) -> dict[str, Account]:
    """The two partners, with an account that may work today."""
    found = {}
    for key, (name, organisation) in PARTNERS.items():
        account = create_account(
            by=registrar,
            email=f"{key}@example.org",
            name=name,
            password=PASSWORD,
            screening_valid_until=date(2099, 1, 1),
            training_valid_until=date(2099, 1, 1),
        )
        with clock.frozen(SINCE):
            give_role(
                by=registrar,
                account=account,
                organisation=organisation,
                role="chain_partner_reader",
            )
        found[key] = account
    return found


@pytest.fixture
def gerda(partners) -> Actor:
    """Gerda of the GGD, as she asks."""
    return actor_for(partners["gerda"])


@pytest.fixture
def vera(partners) -> Actor:
    """Vera of Veilig Thuis."""
    return actor_for(partners["vera"])


def enter(account: Account) -> Client:
    """A browser in which somebody logged in with the second factor."""
    client = Client()
    TOTP.activate(account, generate_totp_secret())
    client.force_login(account)
    session = client.session
    now = timezone.now().timestamp()
    session["account_authentication_methods"] = [
        {"method": "password", "at": now},
        {"method": "mfa", "type": "totp", "at": now},
    ]
    session["account_authentication_methods_user"] = str(account.id)
    session.save()
    return client


def seen(by: Actor, case: UUID) -> CaseRef:
    """The case as a page of a room above opens it."""
    return opened(by, case, part="teamwork", emergency=False)


def decide(
    by: Actor, case: UUID, *, data: frozenset[str] = frozenset({"D13"}), days: int = 60
) -> UUID:
    """A decision to share with a care provider, for care, as row M014 allows."""
    found = seen(by, case)
    return decide_disclosure(
        by=by,
        asked=DisclosureAsked(
            request=ShareRequest(
                compartment="R2",
                sender="care_coordinator",
                recipient="care_provider",
                purpose="P_CARE",
                data=data,
                subject="victim",
                age=25,
                facts=frozenset({"provider_bound", "minimum_set"}),
            ),
            municipality=found.municipality,
            subject_id=found.person_id,
            subject_label=found.person_label,
            recipient_name="GGD Twente",
            necessity="Verzonnen reden.",
            subsidiarity="Verzonnen reden.",
            consent=ConsentState.NOT_NEEDED,
            expires_on=in_days(days),
        ),
    )


def letting(account: str, ground: str, *, days: int = 30) -> Letting:
    """What is typed to let somebody in."""
    return Letting(
        account=account, ground=ground, until=in_days(days), why="Doet het medisch onderzoek."
    )


@pytest.fixture
def let_in(coordinator: Actor) -> Callable[..., UUID]:
    """Let somebody in on a fresh decision; the id of their part."""

    def make(case: UUID, partner: Actor, **more: object) -> UUID:
        ground = f"disclosure:{decide(coordinator, case, **more)}"
        actions.let_in(
            by=coordinator, case_id=case, asked=letting(partner.id, ground), token=uuid4()
        )
        with gate_open(coordinator):
            return LetIn.objects.get(case_id=case, account=partner.id, ended_at=None).id

    return make


@pytest.fixture
def part(case_id, gerda, let_in) -> UUID:  # noqa: F811
    """The part of Gerda in the one case."""
    return let_in(case_id, gerda)


@pytest.fixture
def ask(coordinator: Actor) -> Callable[..., UUID]:
    """Ask a partner something; the id of the task."""

    def make(case: UUID, part_id: UUID, *, what: str = QUESTION, days: int = 3) -> UUID:
        token = uuid4()
        actions.ask_task(
            by=coordinator,
            case_id=case,
            part_id=part_id,
            asked=Asking(what=what, due=in_days(days)),
            token=token,
        )
        with gate_open(coordinator):
            return PartnerTask.objects.get(token=token).id

    return make
