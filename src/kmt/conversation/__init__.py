"""What follows a receipt: coming back with a code, messages both ways, taking back, being safe.

It owns receipts, conversations and their messages; it must not know what a conversation is about.
The rooms above say that themselves (:mod:`kmt.conversation.topics`).
"""
