"""The invented people who log in to the demo, and the codes that replace their phone."""

import base64
import hashlib
import time
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.partners.actions import confirm, create_account, give_role
from kmt.partners.queries import Account, account_by_email, known_emails

PASSWORD = "samen tegen uitbuiting"  # noqa: S105 - of invented people, on a database of its own
STEP_SECONDS = 30
YEARS_AGO = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One invented colleague: log-in, role, and what to look at first."""

    key: str
    name: str
    title: str
    role: str
    look_at: str
    municipality: str = ""
    organisation: str = "KMT"
    confirmed_days_ago: int = 0

    @property
    def email(self) -> str:
        """The address to log in with."""
        return f"{self.key}@voorbeeld.example"

    @property
    def secret(self) -> str:
        """The secret of the second factor: derived, so that no phone is needed."""
        digest = hashlib.sha256(f"demo second factor {self.key}".encode()).digest()
        return base64.b32encode(digest[:20]).decode()

    @property
    def code(self) -> str:
        """The six digits of this moment."""
        return str(format_hotp_value(hotp_value(self.secret, int(time.time()) // STEP_SECONDS)))


PEOPLE = (
    DemoPerson(
        key="noor",
        name="Noor Demo",
        title="medewerker meldpunt",
        role="intake_worker",
        look_at="de werklijst: wat is het dringendst?",
    ),
    DemoPerson(
        key="yara",
        name="Yara Kijkt",
        title="medewerker meldpunt",
        role="intake_worker",
        look_at="wat een collega woog en wat op haar akkoord wacht",
    ),
    DemoPerson(
        key="bram",
        name="Bram Voorbeeld",
        title="zorgcoördinator",
        role="care_coordinator",
        look_at="eigen casussen, en wat het meldpunt overdroeg",
    ),
    DemoPerson(
        key="sanne",
        name="Sanne Invalt",
        title="zorgcoördinator",
        role="care_coordinator",
        look_at="de casussen van een ander: in de lijst, en in nood drie uur open",
    ),
    DemoPerson(
        key="tess",
        name="Tess Leidt",
        title="teamleider",
        role="team_lead",
        look_at="hoe de casussen verdeeld zijn, en wat op akkoord wacht",
    ),
    DemoPerson(
        key="hanna",
        name="Hanna Verzonnen",
        title="aandachtsfunctionaris Hengelo",
        role="municipal_focal_point",
        municipality="GM0164",
        look_at="de meldingen en aantallen van Hengelo",
        confirmed_days_ago=345,
    ),
    DemoPerson(
        key="gerda",
        name="Gerda Arts",
        title="ketenpartner, GGD",
        role="chain_partner_reader",
        organisation="GGD",
        look_at="haar eigen deel van één casus, en verder niets",
    ),
    DemoPerson(
        key="eva",
        name="Eva Telt",
        title="analist",
        role="analyst",
        look_at="Inzicht: de bandbreedte en de factsheet",
    ),
    DemoPerson(
        key="wies",
        name="Wies Beleid",
        title="beleidsadviseur",
        role="policy_adviser",
        look_at="of de veertien gemeenten doen wat ze moeten, en of het geld sluit",
    ),
    DemoPerson(
        key="joris",
        name="Joris Meedenkt",
        title="lid van de regionale werkgroep, OM",
        role="working_group_member",
        organisation="OM-ON",
        look_at="de stukken van de werkgroep, en de weging van 2020",
    ),
    DemoPerson(
        key="farid",
        name="Farid Toezicht",
        title="privacyfunctionaris",
        role="privacy_officer",
        look_at="het logboek: wie keek waarnaar",
    ),
    DemoPerson(
        key="ada",
        name="Ada Beheer",
        title="functioneel beheerder",
        role="system_admin",
        look_at="Accounts: wie mist er iets, en welke rol moet worden bevestigd?",
    ),
)


def load() -> str:
    """Make the accounts that are not there yet; harmless when repeated."""
    known = known_emails()
    fresh = [person for person in PEOPLE if person.email not in known]
    for person in fresh:
        _make(person)
    return f"{len(fresh)} gemaakt" if fresh else "waren er al"


def account_of(key: str) -> Account:
    """The account of one demo person."""
    return account_by_email(next(one.email for one in PEOPLE if one.key == key))


def loader() -> Actor:
    """The named process that fills the demo."""
    return system_actor(
        "demo loader",
        purpose="demo",
        permissions=frozenset(Permission),
    )


def _make(person: DemoPerson) -> None:
    """Make one account, designated some years ago: the stories of the demo begin then.

    The yearly review of the role is up to date, or due this month.
    """
    end_of_next_year = date(clock.today().year + 1, 12, 31)
    with clock.frozen(clock.now() - timedelta(days=YEARS_AGO * 365)):
        role = _designate(person, end_of_next_year)
    with clock.frozen(clock.now() - timedelta(days=person.confirmed_days_ago)):
        confirm(by=loader(), membership_id=role, reason="still_needed")


def _designate(person: DemoPerson, end_of_next_year: date) -> int:
    account = create_account(
        by=loader(),
        email=person.email,
        name=person.name,
        password=PASSWORD,
        screening_valid_until=end_of_next_year,
        training_valid_until=end_of_next_year,
    )
    role = give_role(
        by=loader(),
        account=account,
        organisation=person.organisation,
        role=person.role,
        municipality=person.municipality,
    )
    if not Authenticator.objects.filter(user=account).exists():
        TOTP.activate(account, person.secret)
    return int(role.pk)
