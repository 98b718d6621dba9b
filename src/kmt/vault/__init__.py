"""Who a person is: the encrypted identity, under a key of that person, and every look at it.

It owns persons and data keys; only this room opens an identity. It must not know why a person is
in view: reports and cases point to it by pseudonym.
"""
