"""How far the text of an article is: draft, published, withdrawn; and which step leads where."""

from enum import StrEnum


class State(StrEnum):
    """A text in one language: being written, to be read, or taken away again."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


#: From where to where a text may go. A published text is published anew with a newer version.
STEPS = frozenset(
    {
        (State.DRAFT, State.PUBLISHED),
        (State.PUBLISHED, State.PUBLISHED),
        (State.PUBLISHED, State.WITHDRAWN),
        (State.WITHDRAWN, State.PUBLISHED),
    }
)
