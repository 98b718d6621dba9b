"""Destroying one record for good, and doing again what was done before an old backup came back.

Rows go and the vault is told in one act, so that what refuses leaves everything as it was; the
vault destroys the keys when that is safe, and remembers it in their own database.
"""

from kmt.access.acts import act, check
from kmt.kernel.actor import Actor
from kmt.kernel.refusals import Decision
from kmt.retention import writing
from kmt.retention.keepers import Holding, keeper_of, keepers
from kmt.retention.rules.keeping import Outcome, Ruling
from kmt.vault.actions import confirm_replayed, replay_erasures
from kmt.vault.destroying import destroyed

HELD_NOW = "Dit wordt vastgehouden door een bewaarplicht."
#: What a restored backup brought back is destroyed on the old answer: holds do not count any more.
REPLAY = Ruling(outcome=Outcome.DESTROY, sentence="", rows=("replay",))


def destroy(*, by: Actor, holding: Holding, ruling: Ruling) -> None:
    """Destroy one record with its keys; leaves a certificate and a tally. Never under a hold."""
    object_type, object_id, part = holding.which
    with act(
        by,
        writing.RUN,
        action="delete",
        object_type="retention_proposal",
        object_id=str(object_id),
        reason="|".join(ruling.rows),
    ):
        held = ruling is not REPLAY and writing.is_held(by, object_type, object_id)
        Decision.of(HELD_NOW if held else "").check()
        items = keeper_of(object_type).destroy(by=by, object_id=object_id, part=part)
        if items:
            _leave(by, holding, ruling, items)


def _leave(by: Actor, holding: Holding, ruling: Ruling, items: int) -> None:
    """What stays when the rows are gone: a certificate, a tally, and no key."""
    proposal = writing.open_proposal(by, holding)
    certificate = writing.certify(by, holding, proposal, ruling, items)
    writing.carried_out(proposal)
    writing.forget_about(by, holding)
    writing.tally(holding)
    gone = writing.to_erase(by, holding)
    writing.keep_certificate(by, certificate, gone)
    writing.erase(by, gone, writing.ground_of(ruling))


def replay(*, by: Actor) -> tuple[int, int]:
    """Destroy again what was destroyed before: after an old backup of the data was put back.

    The vault tells what is gone for good, and does its own part first. Returns how many keys and
    persons, and how many records, had come back.
    """
    check(by, writing.RUN)
    keys_and_persons = sum(replay_erasures(by=by))
    back = [
        holding
        for keeper in keepers()
        for holding in keeper.holdings(by)
        if holding.keys and destroyed(holding.keys[0])
    ]
    for holding in back:
        destroy(by=by, holding=holding, ruling=REPLAY)
    confirm_replayed(by=by)
    return keys_and_persons, len(back)
