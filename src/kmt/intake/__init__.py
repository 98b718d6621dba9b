"""The door: what people come to tell, and the receipt they take home.

It owns reports. It must not know what becomes of a report: the rooms above collect what is
routed to them.
"""
