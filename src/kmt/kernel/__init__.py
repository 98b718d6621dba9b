"""The ground under every room: clock, refusals, sealing, the actor, base templates, components.

It owns what any program for careful work would need and knows nothing of the field: no word of
trafficking, reports or cases stands here. It imports no other room.
"""
