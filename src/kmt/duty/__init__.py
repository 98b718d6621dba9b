"""Duty: who is here, who stands in for whom, what waits for whom, and handing work over.

Reports, requests for advice and care cases are kept in rooms above this one. Each hands over once,
at the start, how its work is counted, found and given to another colleague
(:mod:`kmt.duty.carried`); this room knows them by that shape only, and reads nothing of what is in
them. It keeps no reason for an absence: why somebody is away is nobody's business here.
"""
