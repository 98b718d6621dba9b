"""The pages of the plan; every one begins by opening the case, which is recorded."""

from kmt.plan.views.agreeing import agree, copy, evaluation, printed
from kmt.plan.views.arranging import reschedule, templates
from kmt.plan.views.planning import case, domain, keep

__all__ = [
    "agree",
    "case",
    "copy",
    "domain",
    "evaluation",
    "keep",
    "printed",
    "reschedule",
    "templates",
]
