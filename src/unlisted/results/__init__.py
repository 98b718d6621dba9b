"""What every method gives back: one shape of result that prints itself and carries its doubts.

A result is a frozen dataclass that inherits `Result`: it becomes text, HTML, a dictionary, JSON or
CSV without help, and holds what is needed to make it again (method, seed, version, hash of the
data). Results know nothing of how they were computed.
"""

from unlisted.results.cautions import Caution, CautionCode
from unlisted.results.estimate import Estimate
from unlisted.results.plain import Plain, plain
from unlisted.results.result import Result
from unlisted.results.summary import Grid, Summary

__all__ = ["Caution", "CautionCode", "Estimate", "Grid", "Plain", "Result", "Summary", "plain"]
