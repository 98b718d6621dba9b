"""Who loads the articles that come with the product: a named process, for this alone."""

from kmt.access.actors import system_actor
from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor


def loader() -> Actor:
    """The process; it may write in the knowledge base and nothing else."""
    return system_actor(
        "article loader",
        purpose="knowledge",
        permissions=frozenset({Permission.KNOWLEDGE_BASE_READ, Permission.KNOWLEDGE_BASE_WRITE}),
    )
