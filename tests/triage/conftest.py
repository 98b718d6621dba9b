"""Reports to weigh, told as the public would."""

from tests.duty.conftest import second_desk
from tests.intake.conftest import tell, token, visitor, weigh

__all__ = ["second_desk", "tell", "token", "visitor", "weigh"]
