"""What people may ask about their own data: requests, decisions, the copy that they get.

Inspection, correction, erasure, objection, restriction (AVG 15-21). The rooms above hand over what
they hold of somebody; this room must not know why they hold it.
"""
