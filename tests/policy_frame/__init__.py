"""Tests of the room ``policy_frame``: goals, results, versions, and when a result is on course."""
