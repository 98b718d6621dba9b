"""The table: a meeting on one case, who was present on what basis, and what was agreed.

It will serve both workshops and know neither. No conference is held in the product yet, so
nothing stands here yet.
"""
