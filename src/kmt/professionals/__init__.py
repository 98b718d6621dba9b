"""Professionals tell something from their work: with an account, with a code, or from a system.

It owns the codes and keys that the house gives, who sent which report for which organisation, and
which signs they saw. It must not know what the desk makes of a report.
"""
