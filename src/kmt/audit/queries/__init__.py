"""Reading the record: the list for the privacy officer, and the proof that it is whole.

Looks at one person, proofs, samples and the yearly file stand in files of their own.
"""

from kmt.audit.queries.deeds import Deed, deeds_of
from kmt.audit.queries.events import FILTERS, PAGE, READ, EventLine, Excerpt, newest
from kmt.audit.queries.log_ins import failed_log_ins_since
from kmt.audit.queries.verifying import Verification, verify

__all__ = [
    "FILTERS",
    "PAGE",
    "READ",
    "Deed",
    "EventLine",
    "Excerpt",
    "Verification",
    "deeds_of",
    "failed_log_ins_since",
    "newest",
    "verify",
]
