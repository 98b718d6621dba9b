"""What the accounts must know of a role to give it: who has to agree, what goes with it."""

from collections.abc import Iterator

from kmt.access.permissions import Permission as P
from kmt.access.roles import OWN_MUNICIPALITY, ROLES
from kmt.partners.roles_known import RoleKnown

#: Who holds one of these reads about people, or helps decide who gets in: nobody gives that alone,
#: for an administrator could make somebody up to be the second person.
TAKES_TWO = frozenset(
    {
        P.INTAKE_REPORT_READ,
        P.CARE_CASE_READ,
        P.VAULT_PERSON_OPEN,
        P.AUDIT_EVENT_READ,
        P.RIGHTS_REQUEST_HANDLE,
        P.TEAMWORK_PART_READ,
        P.PARTNERS_ACCOUNT_MANAGE,
        P.PARTNERS_COLLEAGUE_VOUCH,
        P.PARTNERS_ROLE_CONFIRM,
    }
)
#: Who holds one of these works under the WGS, where the law asks a function (art. 1.8(2)).
UNDER_WGS = frozenset({P.VAULT_REACH_PGA})


def roles_to_give() -> Iterator[RoleKnown]:
    """Every role as the one who gives it sees it."""
    for role in ROLES.values():
        yield RoleKnown(
            code=role.code,
            name=role.dutch,
            needs_second=bool(role.permissions & TAKES_TWO),
            in_wgs=bool(role.permissions & UNDER_WGS),
            needs_municipality=role.reach == OWN_MUNICIPALITY,
        )
