"""Who may give a report to whom, and who may take it up: pure, without Django, database or clock.

That only the team lead, or who stands in, gives away what another carries is our own choice; it is
the same as in the room ``duty``.
"""

from dataclasses import dataclass

from kmt.intake.states import CLOSED, NEW
from kmt.kernel.refusals import Decision

CHANGED = "Deze melding is intussen gewijzigd. Ververs de lijst en kijk wat er is gebeurd."


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """What is known of a report, of who gives it and of who gets it.

    ``covers``: the giver stands in for who has it; ``works``: the receiver may weigh today;
    ``reaches``: the report exists for them; ``away``: the days on which they are away now, in
    words; ``clashes``: they were taken off it for an interest that clashes.
    """

    state: str
    asker: str
    holder: str
    to: str
    leads: bool = False
    covers: bool = False
    works: bool = True
    reaches: bool = True
    away: str = ""
    clashes: bool = False


def may_give(giving: Giving) -> Decision:
    """Whether a report may go to this colleague: of nobody, of oneself, or of who one covers."""
    if giving.state == CLOSED:
        return Decision.refuse("Deze melding is gesloten: er is niets meer te doen.")
    if giving.holder == giving.to:
        return Decision.refuse("Deze collega heeft deze melding al.")
    own = not giving.holder or giving.holder == giving.asker
    return Decision.of(
        ""
        if own or giving.leads or giving.covers
        else "Een collega heeft deze melding. Alleen die collega, wie waarneemt of de teamleider "
        "wijst haar toe.",
        ""
        if giving.works
        else "Deze collega weegt geen meldingen, of mag nu niet werken: rol, screening of training "
        "is niet in orde.",
        "" if giving.reaches else "Deze melding ligt buiten het gebied van deze collega.",
        f"Deze collega is afwezig van {giving.away}. Kies een ander." if giving.away else "",
        "Deze collega is van deze melding gehaald om een belang dat botst."
        if giving.clashes
        else "",
    )


def may_take_up(*, state: str, holder: str, asker: str) -> Decision:
    """Whether somebody may take a report up: only one that nobody took up or weighed yet."""
    if state == NEW:
        return Decision.of()
    if holder == asker:
        return Decision.refuse("Deze melding heb je al opgepakt.")
    return Decision.refuse("Deze melding is al opgepakt of gewogen.")
