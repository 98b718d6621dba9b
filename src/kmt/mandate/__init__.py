"""What each municipality must arrange, and the evidence that it did.

It will hold no personal data of victims or offenders and may not know ``finance``. Nothing stands
here yet.
"""
