"""Who is asking: makes the one :class:`Actor` of a request, of the public entrance, of a job.

Background work and migrations run under a named system actor with a purpose, never as "nobody".
"""

from kmt.access.permissions import Permission
from kmt.access.roles import NOWHERE, OWN_MUNICIPALITY, ROLES, Role
from kmt.kernel import clock
from kmt.kernel.actor import PUBLIC_ROLE, Actor
from kmt.kernel.refusals import NotPermitted
from kmt.partners.queries import Account, Post, post_of, standing_of
from kmt.partners.region import region
from kmt.partners.rules import may_work

#: Whoever uses the public entrance: no account, no address, to tell and to come back with a code.
REPORTER = Actor(
    id="public",
    name="melder",
    role=PUBLIC_ROLE,
    organisation="",
    permissions=frozenset(
        {
            Permission.ADVICE_QUESTION_ASK,
            Permission.INTAKE_REPORT_SUBMIT,
            Permission.CONVERSATION_CODE_USE,
        }
    ),
    purpose="report",
)


def actor_for(account: Account, *, origin: str = "") -> Actor:
    """The actor of a logged-in account today; refuses, with what is missing, who may not work."""
    today = clock.today()
    post = post_of(account, today)
    decision = may_work(standing_of(account, post), today)
    if not decision.allowed or post is None:
        raise NotPermitted(" ".join(decision.reasons), "Je account zelf is in orde.")
    role = ROLES[post.role]
    return Actor(
        id=str(account.id),
        name=account.name,
        role=role.code,
        organisation=post.organisation,
        permissions=frozenset(role.permissions),
        world=_world(role, post),
        whole_region=role.reach not in {NOWHERE, OWN_MUNICIPALITY},
        purpose=role.code,
        origin=origin,
    )


def nobody_yet(account: Account, *, origin: str = "") -> Actor:
    """Who logged in but is not let in yet: no role, no permission, no world; for the record."""
    return Actor(id=str(account.id), name=account.name, role="none", organisation="", origin=origin)


def system_actor(name: str, *, purpose: str, permissions: frozenset[Permission]) -> Actor:
    """A named process that acts on the whole region, for one purpose, with these permissions."""
    return Actor(
        id=f"system:{name}",
        name=name,
        role="system",
        organisation="KMT",
        permissions=frozenset(permissions),
        world=region().codes,
        whole_region=True,
        purpose=purpose,
    )


def administrator() -> Actor:
    """Whoever may run commands on the server: manages accounts and keys, and sees nothing."""
    return system_actor(
        "administrator",
        purpose="accounts",
        permissions=frozenset({Permission.PARTNERS_ACCOUNT_MANAGE, Permission.VAULT_KEY_MANAGE}),
    )


def _world(role: Role, post: Post) -> frozenset[str]:
    if role.reach == NOWHERE:
        return frozenset()
    if role.reach == OWN_MUNICIPALITY:
        return frozenset({post.municipality} - {""})
    return region().codes
