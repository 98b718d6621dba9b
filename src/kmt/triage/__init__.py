"""The desk weighs what came in: signs, urgency, a decision with its reasons, and what follows.

It owns triages and the answers to the indicators. It must not know what becomes of a report: the
rooms above collect what is routed to them.
"""
