"""What if: a budget with a list of changes, laid beside the budget as it is.

Owns scenarios (named lists of changes), and the arithmetic on them: side by side, what each
assumption does, what closes a gap, and chances where somebody gave them. It changes no budget; it
must not know of decisions on scenarios, and nothing of what must be done (``mandate``).
"""
