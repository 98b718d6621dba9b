"""What reports have in common: the same address, business, vehicle, telephone or online name.

The desk puts down what a report names, or accepts what was recognised in its text. The room keeps
it sealed under the key of the report, beside a keyed hash, and shows in which other reports of the
actor's world the same stands, with the reason. It concludes nothing and scores nothing: a person
looks at the connection and decides. It stands below the rooms that keep records and knows them by
the shape in :mod:`kmt.connections.records` only.
"""
