"""Who reads and writes here: the knowledge base, for every municipality alike.

Campaigns and lessons hold nothing about a person, and learning from one another is what they are
for: so each reader sees those of all municipalities. What it cost is for who works with it.
"""

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor

READ, WRITE = Permission.KNOWLEDGE_BASE_READ, Permission.KNOWLEDGE_BASE_WRITE


def sees_cost(actor: Actor) -> bool:
    """Whether amounts are shown: to who keeps this room, and to who reads the budget."""
    return actor.may(WRITE) or actor.may(Permission.FINANCE_BUDGET_READ)
