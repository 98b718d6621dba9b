"""The rules of the law as pure functions, one subject per module; this is the face of sharing.

No Django, clock or database. Every rule carries its article. Beside ``sharing``: ``admission``
(BGS 2.20), ``entry`` (WGS 1.8(2), 2.31), ``feedback`` (WGS 1.7(4)), ``openness`` (minimum cell,
Woo 5.1), ``audits`` (BGS 1.18), ``reporting_right``, ``transferring``. How long things stay is
counted in the room ``retention``.
"""

from kmt.lawfulness.rules.asking import Answer, ShareDecision, ShareRequest
from kmt.lawfulness.rules.sharing import may_share

__all__ = ["Answer", "ShareDecision", "ShareRequest", "may_share"]
