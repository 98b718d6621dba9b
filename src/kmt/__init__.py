"""KMT: the working instrument of a regional knowledge centre on human trafficking.

One rule gives the building: a later step of the work may know an earlier step, an earlier step
never knows what comes after it. The rooms, from ground to roof, are drawn in ``docs/map.md``.
"""
