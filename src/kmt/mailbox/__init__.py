"""Mail that people send to the desk: read from a mailbox, kept as a sealed draft, then taken away.

A mail is no safe way and no form, but people write one. The room reads it so that nothing of it
stays where others look along; what becomes of the draft is for :mod:`kmt.reception`.
"""
