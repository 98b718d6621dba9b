"""Streams of money, cost keys and whether the centre's costs are covered.

It will hold no personal data of victims or offenders and may not know ``mandate``. Nothing stands
here yet.
"""
