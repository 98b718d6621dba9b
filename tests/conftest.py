"""What every test may use: invented people, in both worlds, as actors and as accounts.

Noor works at the desk, Bram coordinates care, Sanne too but in other cases, Tess leads the team,
Hanna and Ella are the focal points of Hengelo and Enschede, Eva is the analyst, Farid the privacy
officer. Nobody here exists.
"""

import gc
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from kmt.access.actors import actor_for, system_actor
from kmt.access.permissions import Permission
from kmt.access.sessions import PROOF_LASTS, PROVEN, SEEN
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.actions import create_account, give_role
from kmt.partners.models import Account

HENGELO, ENSCHEDE = "GM0164", "GM0153"
SINCE = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PASSWORD = "een lang wachtwoord voor een test"
PEOPLE = {
    "desk": ("Noor Demo", "intake_worker", ""),
    "coordinator": ("Bram Voorbeeld", "care_coordinator", ""),
    "colleague": ("Sanne Invalt", "care_coordinator", ""),
    "team_lead": ("Tess Leidt", "team_lead", ""),
    "focal_point_hengelo": ("Hanna Hengelo", "municipal_focal_point", HENGELO),
    "focal_point_enschede": ("Ella Enschede", "municipal_focal_point", ENSCHEDE),
    "analyst": ("Eva Telt", "analyst", ""),
    "privacy_officer": ("Farid Toezicht", "privacy_officer", ""),
    "administrator": ("Ada Beheer", "system_admin", ""),
    "adviser": ("Wies Beleid", "policy_adviser", ""),
    "member": ("Joris Meedenkt", "working_group_member", ""),
}


#: What a test asks for when it goes through the pages.
THROUGH_PAGES = {"client", "log_in", "visitor"}
#: Where whole stories go through the pages of both databases.
ALWAYS_ON_BOTH = ("journeys",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open both databases to what asks for one, and mark it to run again on PostgreSQL.

    Pages add no queries of their own to those of the rooms, so one database shows that they work.
    """
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if "db" in asked or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]), append=False)
            if not asked & THROUGH_PAGES or item.path.parent.name in ALWAYS_ON_BOTH:
                item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """Leave what is loaded now out of every later search for garbage: it stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


@pytest.fixture(autouse=True, scope="session")
def whole_pages(django_test_environment) -> None:
    """Let Django tell the test client of each page, not of the hundred parts that it is made of."""
    tell = Template._render

    def render(self: Template, context: Context) -> str:
        return tell(self, context) if context.template is self else self.nodelist.render(context)

    Template._render = render


@pytest.fixture(autouse=True)
def apart(tmp_path, settings) -> None:
    """Keep the files of a test in its own folder, and its language from the test before."""
    translation.activate("nl")
    settings.KMT_AUDIT_HEADS = tmp_path / "audit-heads"
    settings.KMT_FACTSHEETS = tmp_path / "factsheets"


@pytest.fixture
def registrar() -> Actor:
    """The named process that makes the accounts of the tests."""
    return system_actor(
        "test", purpose="test", permissions=frozenset({Permission.PARTNERS_ACCOUNT_MANAGE})
    )


#: The rows of the people as the actions made them, kept from the first test for all the others.
_MADE: dict[str, tuple[str, list[tuple[object, ...]]]] = {}
PEOPLE_TABLES = ("partners_account", "partners_membership", "audit_auditevent", "audit_chainhead")


@pytest.fixture
def accounts(db, registrar: Actor) -> dict[str, Account]:
    """The invented people as accounts that may work today."""
    at_the_start = not _rows_of("audit_auditevent")  # the record cannot be put back in between
    if _MADE and at_the_start:
        _put_back()
    else:
        _make_people(registrar)
        if at_the_start:
            _keep()
    by_email = {one.email: one for one in Account.objects.all()}
    return {key: by_email[_email(name)] for key, (name, _role, _place) in PEOPLE.items()}


def _email(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


def _make_people(registrar: Actor) -> None:
    for name, role, municipality in PEOPLE.values():
        account = create_account(
            by=registrar,
            email=_email(name),
            name=name,
            password=PASSWORD,
            screening_valid_until=date(2099, 1, 1),
            training_valid_until=date(2099, 1, 1),
        )
        # Long before any day that a test stands still at: a role holds from its first day on.
        with clock.frozen(SINCE):
            give_role(
                by=registrar,
                account=account,
                organisation="KMT",
                role=role,
                municipality=municipality,
            )


def _keep() -> None:
    """Remember what the actions wrote: making the people takes longer than most tests."""
    with connection.cursor() as cursor:
        for table in PEOPLE_TABLES:
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            places = ", ".join(["%s"] * len(columns))
            names = ", ".join(f'"{column}"' for column in columns)
            insert = f'INSERT INTO "{table}" ({names}) VALUES ({places})'
            _MADE[table] = insert, cursor.fetchall()


def _rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
        return int(cursor.fetchone()[0])


def _put_back() -> None:
    with connection.cursor() as cursor:
        for insert, rows in _MADE.values():
            cursor.executemany(insert, rows)


def _actor(key: str) -> Callable[[dict[str, Account]], Actor]:
    @pytest.fixture(name=key)
    def fixture(accounts: dict[str, Account]) -> Actor:
        return actor_for(accounts[key])

    return fixture


desk = _actor("desk")
coordinator = _actor("coordinator")
colleague = _actor("colleague")
team_lead = _actor("team_lead")
focal_point_hengelo = _actor("focal_point_hengelo")
focal_point_enschede = _actor("focal_point_enschede")
analyst = _actor("analyst")
privacy_officer = _actor("privacy_officer")
administrator = _actor("administrator")
adviser = _actor("adviser")
member = _actor("member")


@pytest.fixture
def log_in(accounts: dict[str, Account]) -> Callable[[str], Client]:
    """A browser-like client in which one of the people has logged in with the second factor."""

    def enter(key: str) -> Client:
        from django.utils import timezone

        client = Client()
        account = accounts[key]
        TOTP.activate(account, generate_totp_secret())
        client.force_login(account)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "password", "at": timezone.now().timestamp()},
            {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()},
        ]
        session["account_authentication_methods_user"] = str(account.id)
        session.save()
        return client

    return enter


def prove(client: Client) -> Client:
    """Let this session have confirmed its second factor just now; a fresh log-in has done so too.

    For tests that stop the clock: views with ``proven=True`` let in for ten minutes after it.
    """
    session = client.session
    session[PROVEN] = session[SEEN] = int(clock.now().timestamp())
    session.save()
    return client


def let_proof_lapse(client: Client) -> Client:
    """Make this session logged in, but with its second factor too long ago for a grave act."""
    session = client.session
    records = session["account_authentication_methods"]
    for record in records:
        record["at"] -= PROOF_LASTS + 60
    session["account_authentication_methods"] = records
    session[PROVEN] = 0
    session.save()
    return client
