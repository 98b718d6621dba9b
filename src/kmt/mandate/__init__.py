"""What each municipality must arrange, how far it is, and the evidence that it did.

It may not know ``finance``: whether something is done and what it costs are two questions.
"""
