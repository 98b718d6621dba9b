"""Statistical disclosure control of linked tables: a pure library beside the house.

It will make tables of counts safe to publish, against differencing between releases too. It
imports neither Django nor kmt. Nothing stands here yet.
"""
