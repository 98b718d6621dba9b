"""The social map (sociale kaart): which organisation offers what, for whom, where and when.

Stale entries come up by themselves: an address that is wrong sends somebody to a closed door.
"""
