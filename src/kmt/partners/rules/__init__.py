"""The rules of accounts: who may work, who gets one, who keeps it, who vouches for whom."""

from kmt.partners.rules.standing import Standing, may_work

__all__ = ["Standing", "may_work"]
