"""What is asked of the sharing matrix, and what it answers: the values of :mod:`.sharing`."""

from collections.abc import Set
from dataclasses import dataclass, field

from kmt.kernel.refusals import Decision
from kmt.lawfulness.entries import Group, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRequest:
    """May this go from here to there, for this purpose, about this person?

    All codes are those of ``data/codes.csv``. ``age`` None: nothing points to somebody under
    sixteen. ``secrecy``: the data lie under professional secrecy (BW 7:457, Wet BIG 88, Jeugdwet
    7.3.11, Wvggz 8:34, Wzd 18c(4)). ``facts`` are established; ``not_so`` are established not to
    be the case ("the RAC was not consulted"): a condition that can no longer be met is a no.
    """

    compartment: str
    sender: str
    recipient: str
    purpose: str
    data: Set[str]
    subject: str
    age: int | None = None
    secrecy: bool = False
    facts: Set[str] = field(default_factory=frozenset)
    not_so: Set[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer for one kind of data.

    ``open`` are the demands that are not met yet, with the facts that would meet them; ``failed``
    says in Dutch what stands in the way for good.
    """

    data: str
    outcome: Verdict
    rows: tuple[str, ...]
    sentence: str
    open: tuple[Group, ...] = ()
    failed: tuple[str, ...] = ()
    binding: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    status: str = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareDecision:
    """The answer for the whole request: as strict as its strictest part.

    ``rows`` is empty when the matrix is silent, which is a no. ``approval`` names who must agree
    before it goes, beside the conditions. ``status`` is ``law`` or how far it is our own reading.
    """

    outcome: Verdict
    sentence: str
    answers: tuple[Answer, ...]
    rows: tuple[str, ...] = ()
    open: tuple[Group, ...] = ()
    binding: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    approval: tuple[str, ...] = ()
    retention: tuple[str, ...] = ()
    status: str = "proposal"

    @property
    def row(self) -> str | None:
        """The first row that it rests on; None when the matrix is silent."""
        return self.rows[0] if self.rows else None

    @property
    def may(self) -> bool:
        """Whether no condition is open: it may go once those who must agree do."""
        return self.outcome in {Verdict.ALLOW, Verdict.ALLOW_SEPARATE}

    def as_rule(self) -> Decision:
        """The same as the answer of any rule, for a gate or a button."""
        return Decision.of("" if self.may else self.sentence)
