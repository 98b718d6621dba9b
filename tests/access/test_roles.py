"""Roles and permissions: one table, complete, and with the separations that the work asks for."""

import re

import pytest

from kmt.access.permissions import MEANING, Permission
from kmt.access.permissions import Permission as P
from kmt.access.roles import NOWHERE, OWN_MUNICIPALITY, ROLES
from kmt.access.table import DOMAINS, WITHOUT_ROLE, domains, page


def test_permissions_stand_in_alphabetic_order():
    names = [permission.name for permission in Permission]
    assert names == sorted(names)


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_is_domain_thing_verb_and_has_a_meaning(permission):
    assert re.fullmatch(r"[a-z]+\.[a-z]+\.[a-z]+", permission.value)
    assert permission.name == permission.value.upper().replace(".", "_")
    assert MEANING[permission]
    assert permission.value.partition(".")[0] in DOMAINS


def test_each_permission_is_held_by_somebody():
    held = frozenset().union(*(role.permissions for role in ROLES.values()))
    assert set(Permission) - held == set(WITHOUT_ROLE), "the rest says who does, without a role"


#: What one person may not combine, and why.
APART = (
    (P.AUDIT_EVENT_READ, P.PARTNERS_ACCOUNT_MANAGE, "who gives rights does not judge their use"),
    (P.AUDIT_EVENT_READ, P.VAULT_PERSON_OPEN, "who watches does not look"),
    (P.PARTNERS_ACCOUNT_MANAGE, P.INTAKE_REPORT_READ, "who gives rights reads no reports"),
    (P.PARTNERS_ACCOUNT_MANAGE, P.CARE_CASE_READ, "who gives rights reads no cases"),
    (P.INSIGHT_ESTIMATE_RUN, P.VAULT_PERSON_OPEN, "who counts does not know who"),
    (P.INSIGHT_ESTIMATE_RUN, P.INTAKE_REPORT_READ, "who counts does not read stories"),
    (P.INTAKE_REPORT_TRIAGE, P.CARE_CASE_WRITE, "desk and care are two desks"),
)


@pytest.mark.parametrize(("one", "other", "why"), APART)
def test_no_role_combines(one, other, why):
    both = [role.code for role in ROLES.values() if {one, other} <= role.permissions]
    assert both == [], why


@pytest.mark.parametrize("code", [c for c, role in ROLES.items() if role.reach == NOWHERE])
def test_a_role_without_casework_holds_no_permission_on_people(code):
    people = {p for p in ROLES[code].permissions if p.partition(".")[0] in {"intake", "care"}}
    assert people == set()
    assert P.VAULT_PERSON_OPEN not in ROLES[code].permissions


@pytest.mark.parametrize("code", [c for c, r in ROLES.items() if r.reach == OWN_MUNICIPALITY])
def test_a_role_of_one_municipality_reads_no_story_and_no_name(code):
    forbidden = {P.INTAKE_REPORT_READ, P.CARE_CASE_READ, P.VAULT_PERSON_OPEN}
    assert not ROLES[code].permissions & forbidden


def test_the_document_names_every_role_and_every_permission_with_its_holders():
    text = page()
    for role in ROLES.values():
        assert role.description in text
    for domain in domains():
        for line in domain.permissions:
            row = next(row for row in text.splitlines() if f"`{line.code}`" in row)
            names = [r.dutch for r in ROLES.values() if Permission(line.code) in r.permissions]
            assert line.meaning in row
            assert all(name in row for name in names)
            assert row.count(",") <= max(len(names) + line.meaning.count(","), 0) + 1


def test_the_document_can_be_read_in_one_sitting():
    # Words: neither the bars of the tables nor the codes that a reader passes over.
    words = [one for one in page().split() if any(map(str.isalpha, one)) and "`" not in one]
    assert len(words) < 1500


def test_the_page_shows_the_table_to_the_privacy_officer(log_in):
    response = log_in("privacy_officer").get("/toezicht/wie-ziet-wat/")
    text = response.content.decode()
    assert response.status_code == 200
    assert all(meaning in text for meaning in MEANING.values())


def test_the_page_is_not_for_the_desk(log_in):
    response = log_in("desk").get("/toezicht/wie-ziet-wat/")
    assert response.status_code == 403
    assert "privacyfunctionaris" in response.content.decode()
