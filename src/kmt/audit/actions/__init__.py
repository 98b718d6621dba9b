"""Writing in the record. What other rooms use is here; heads, log-ins and samples in their files.

Heads are signed by commands (:mod:`kmt.audit.actions.signing`), and reading the record is itself
recorded, so this package offers only the writing of events: the readers import it.
"""

from kmt.audit.actions.recording import (
    ACTIONS,
    ALLOWED,
    DENIED,
    ERROR,
    Event,
    read_of,
    record,
)

__all__ = ["ACTIONS", "ALLOWED", "DENIED", "ERROR", "Event", "read_of", "record"]
