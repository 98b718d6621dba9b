"""The desk takes in: a call that is typed, a mail that is taken up, as a draft until it is sent.

A draft is what a colleague is still typing. It is kept every few seconds, is never overwritten in
silence, and becomes a report of :mod:`kmt.intake` by one act. What becomes of the report is for
later rooms.
"""
