"""The person-centred approach of the Zorg- en Veiligheidshuis, for victims and offenders.

It will own the admitted cases under WGS 2.25-2.32. It must not know ``care``. No such case is
kept in the product yet, so nothing stands here yet.
"""
