"""The secret address of one's own calendar: made, made anew, ended. Off until somebody asks."""

import secrets

from kmt.access.acts import act, check
from kmt.access.permissions import Permission
from kmt.kernel import clock, master_key
from kmt.kernel.actor import Actor
from kmt.teamwork import access
from kmt.teamwork.models import CalendarFeed

FEED = "calendar_feed"
#: 256 bits by lot: nobody guesses them, so a digest without a slow hash is enough.
BYTES = 32


def digest_of(token: str) -> str:
    """What is kept of the address."""
    from kmt.professionals.rules.codes import digest

    return digest(master_key.derive("calendar feed"), token)


def permission_of(by: Actor) -> Permission:
    """What gives somebody a calendar: work of the house, or a part as a partner."""
    own = Permission.TEAMWORK_PART_READ
    return own if by.may(own) else Permission.DUTY_ROSTER_READ


def make_feed(*, by: Actor) -> str:
    """Make the address, or a new one in place of the old, which ends; it is shown this once."""
    token = secrets.token_urlsafe(BYTES)
    with act(
        by,
        permission_of(by),
        action="key",
        object_type=FEED,
        object_id=by.id,
    ):
        CalendarFeed.objects.seen_by(by, access.own_feed(by)).delete()
        CalendarFeed(account=by.id, digest=digest_of(token), made_at=clock.now()).save(
            force_insert=True
        )
    return token


def end_feed(*, by: Actor) -> None:
    """End it: the address leads nowhere from now on."""
    with act(by, permission_of(by), action="delete", object_type=FEED, object_id=by.id):
        CalendarFeed.objects.seen_by(by, access.own_feed(by)).delete()


def has_feed(by: Actor) -> bool:
    """Whether somebody has such an address."""
    check(by, permission_of(by))
    return bool(CalendarFeed.objects.seen_by(by, access.own_feed(by)).exists())
