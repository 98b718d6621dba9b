"""The door: what people come to tell, the receipt they take home, and the desk's triage.

It owns reports, triages and indicator observations. It must not know what becomes of a report:
the rooms above collect what is routed to them.
"""
