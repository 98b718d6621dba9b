"""Streams of money, costs, cost keys and contributions, and whether the centre's costs are covered.

It may not know ``mandate``. Amounts are decimals, and every figure traces to its rows.
"""
