"""Reports to weigh, told as the public would."""

from tests.intake.conftest import tell, token, visitor, weigh

__all__ = ["tell", "token", "visitor", "weigh"]
