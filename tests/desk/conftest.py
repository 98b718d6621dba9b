"""Reports on the work list, told as the public would and weighed by the desk."""

from tests.triage.conftest import second_desk, tell, token, visitor, weigh

__all__ = ["second_desk", "tell", "token", "visitor", "weigh"]
