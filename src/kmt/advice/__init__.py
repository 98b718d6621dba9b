"""Advice without names: somebody asks what to do, the desk answers, and no personal data are asked.

A consultation is no report: it has numbers, a list, a term and a count of its own. It can grow into
a report, by the one who asked, on the ground that they state themselves.
"""
