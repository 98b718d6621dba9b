"""The portrait: who belongs to a case, what happened to them, and how sure that is.

People around the victim and their roles, exploitation situations, the ladder of the victim status
with who decided it, what minority asks, and the note on non-punishment; by pseudonym only.
"""
