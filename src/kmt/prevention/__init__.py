"""Campaigns, lesson sets and material to print: for whom, what it reached, what it cost.

Owns campaigns with their reach and cost, sets of lessons, and the poster and card with signals.
A reach is never a bare number: it is counted or estimated, and says on what. Must not know which
municipality has met what: the rooms above ask :func:`kmt.prevention.queries.reached`.
Nothing here is about a person.
"""
