"""The pages of one person: known or not, the same or not, details, safe contact, consent.

It owns how a person is shown and asked about; who somebody is, and who may see it, stands in
``vault``. It must not know why a person is in view: the rooms that do, name their records.
"""
