"""The record: what was done, by whom, on what ground; append-only and tamper-evident.

It owns the audit events, the chain of keyed hashes over them and its verification. It refers to
other rooms by text only, so that the record survives what it describes. It must not know who may
do what.
"""
