"""Alternatives weighed on named criteria: words first, and scores where people give them.

Owns weighings with their alternatives, criteria, judgements, scores and opinions, and the exact
arithmetic of what the weights do to the outcome. It supports people who decide; it never chooses,
and it is never about persons. It must not know of casework, nor of the transition that follows.
"""
