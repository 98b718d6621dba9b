"""What ends: proposals to destroy, what people decide about them, legal holds, certificates.

It owns how a record comes to its end; how long it may stay is a rule of ``lawfulness``. The rooms
above hand over what they hold and how it is destroyed (:mod:`.keepers`); it must not know why a
record was made, nor what is in it.
"""
