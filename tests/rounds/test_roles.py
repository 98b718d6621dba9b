"""Who in a municipality answers for what, what is missing, and the mail that tells nothing."""

from datetime import date, timedelta

import pytest
from django.core import mail

from kmt.duty.mail import SUBJECT
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Conflict, Invalid, NotFound, NotPermitted
from kmt.partners.region import region
from kmt.rounds import actions, queries
from kmt.rounds.mailing import BODIES, body_of
from kmt.rounds.models import RoundMail
from kmt.rounds.rules import Gap, MailKind, MunicipalRole
from tests.conftest import ENSCHEDE, HENGELO
from tests.rounds.conftest import DAY, asked

PAGE = "https://kmt.example.org/gemeenten/rollen/"


@pytest.fixture
def mail_server(settings) -> None:
    """A mail server that keeps what it gets."""
    settings.KMT_MAIL_FROM = "KMT <kmt@example.org>"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def name(by: Actor, role: str = "care", **changed: object) -> None:
    whole: dict[str, object] = {
        "municipality": HENGELO,
        "role": role,
        "office": "Teammanager Wmo",
        "version": 0,
    }
    actions.name_owner(by=by, **{**whole, **changed})  # type: ignore[arg-type]


def whole_house(by: Actor) -> None:
    """Everything in order in Hengelo."""
    for role in MunicipalRole:
        name(by, role)
    actions.name_deputy(
        by=by, municipality=HENGELO, office="Adviseur", trained_on=date(2026, 1, 8), version=0
    )


def test_a_municipality_names_an_office_for_each_role(today, focal_point_hengelo) -> None:
    name(focal_point_hengelo)
    seen = queries.roles_of(focal_point_hengelo, HENGELO)
    assert [one.office for one in seen.owners if one.owned] == ["Teammanager Wmo"]
    assert (Gap.NO_OWNER, "care") not in seen.gaps
    assert (Gap.NO_OWNER, "signaller") in seen.gaps
    assert (Gap.NO_DEPUTY, "") in seen.gaps


def test_an_account_of_the_own_municipality_can_be_named(
    today, focal_point_hengelo, focal_point_enschede
) -> None:
    name(focal_point_hengelo, office="", account=focal_point_hengelo.id)
    seen = queries.roles_of(focal_point_hengelo, HENGELO)
    assert next(one.name for one in seen.owners if one.owned) == "Hanna Hengelo"
    with pytest.raises(Invalid) as refused:
        name(focal_point_hengelo, account=focal_point_enschede.id, version=1)
    assert "account" in refused.value.fields


def test_what_cannot_be_kept_is_said_at_its_field(today, focal_point_hengelo) -> None:
    with pytest.raises(Invalid) as refused:
        name(focal_point_hengelo, office="x" * 121)
    assert "office" in refused.value.fields
    with pytest.raises(Invalid):
        name(focal_point_hengelo, role="mayor")
    with pytest.raises(Invalid) as refused:
        actions.name_deputy(
            by=focal_point_hengelo,
            municipality=HENGELO,
            office="Adviseur",
            trained_on=DAY.date() + timedelta(days=1),
            version=0,
        )
    assert "trained_on" in refused.value.fields


def test_two_who_name_at_once_do_not_overwrite(today, focal_point_hengelo, adviser) -> None:
    name(focal_point_hengelo)
    with pytest.raises(Conflict):
        name(adviser, office="Iemand anders")
    seen = queries.roles_of(adviser, HENGELO)
    assert [one.office for one in seen.owners if one.owned] == ["Teammanager Wmo"]


def test_another_municipality_is_not_there(today, focal_point_hengelo, member, desk) -> None:
    with pytest.raises(NotFound):
        queries.roles_of(focal_point_hengelo, ENSCHEDE)
    with pytest.raises(NotFound):
        name(focal_point_hengelo, municipality=ENSCHEDE)
    with pytest.raises(NotFound):
        queries.roles_of(member, HENGELO)
    with pytest.raises(NotPermitted):
        name(desk)
    assert queries.roles_overview(member).lines == ()


def test_the_total_tells_how_many_have_all_in_order(
    today, focal_point_hengelo, adviser, member
) -> None:
    assert queries.roles_overview(member).in_order == 0
    whole_house(focal_point_hengelo)
    assert queries.roles_of(adviser, HENGELO).gaps == ()
    seen = queries.roles_overview(member)
    assert (seen.in_order, seen.whole, seen.lines) == (1, 14, ())


def test_the_mail_about_gaps_is_the_same_for_all_and_tells_nothing(
    today, mail_server, adviser, focal_point_hengelo, focal_point_enschede
) -> None:
    assert actions.mail_gaps(by=adviser, page=PAGE) == 2  # two municipalities have a focal point
    assert sorted(one.to for one in mail.outbox) == [["ella@example.org"], ["hanna@example.org"]]
    assert {(one.subject, one.body) for one in mail.outbox} == {
        (SUBJECT, body_of(MailKind.GAPS, PAGE))
    }
    names = [one.name for one in region().municipalities]
    planted = (*names, "GM01", "vervanger", "training", "Hanna", "Ella", "voldaan", "vergelek")
    for one in mail.outbox:
        text = str(one.message()).replace(one.to[0], "")
        assert [word for word in planted if word in text] == []
        assert PAGE in one.body
        assert one.cc == one.bcc == one.attachments == []


def test_it_goes_at_most_once_in_four_weeks_and_not_where_all_is_in_order(
    today, mail_server, adviser, focal_point_hengelo
) -> None:
    whole_house(focal_point_hengelo)
    assert actions.mail_gaps(by=adviser) == 1
    assert actions.mail_gaps(by=adviser) == 0
    with clock.frozen(DAY + timedelta(days=28)):
        assert actions.mail_gaps(by=adviser) == 1
    assert {tuple(one.to) for one in mail.outbox} == {("ella@example.org",)}


def test_no_figure_and_no_place_stands_in_any_mail() -> None:
    for kind, words in BODIES.items():
        text = SUBJECT + body_of(kind, "")
        assert not any(letter.isdigit() for letter in text)
        assert [one.name for one in region().municipalities if one.name in text] == []
        assert words.endswith(".")


def test_reminding_mails_only_who_has_not_answered(
    today, mail_server, adviser, focal_point_hengelo, accounts
) -> None:
    round_id = actions.begin_round(by=adviser, asked=asked(), page=PAGE)
    assert len(mail.outbox) == 2
    actions.answer(
        by=focal_point_hengelo, round_id=round_id, municipality=HENGELO, answers=["."], version=0
    )
    mail.outbox.clear()
    assert actions.remind(by=adviser, round_id=round_id, page=PAGE) == 1
    assert [one.to for one in mail.outbox] == [["ella@example.org"]]
    assert "14" not in mail.outbox[0].body


def test_without_a_mail_server_the_round_goes_on(today, settings, adviser) -> None:
    settings.KMT_MAIL_FROM = ""
    actions.begin_round(by=adviser, asked=asked())
    assert mail.outbox == []
    assert not RoundMail.objects.exists()


def test_only_who_leads_mails(today, focal_point_hengelo, member) -> None:
    for by in (focal_point_hengelo, member):
        with pytest.raises(NotPermitted):
            actions.mail_gaps(by=by)
