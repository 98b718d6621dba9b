"""Makes the council factsheets of the demo: one per municipality, and that of the region."""

from kmt.access.actors import actor_for
from kmt.demo.people import account_of
from kmt.factsheets.actions import make_all
from kmt.factsheets.queries import sheets
from kmt.kernel import clock


def load() -> str:
    """Make them as the adviser would; of today they are there already."""
    by = actor_for(account_of("wies"))
    if all(one.on == clock.today() for one in sheets(by).lines):
        return "waren er al"
    return f"{len(make_all(by=by))} factsheets"
