"""Nature and extent: counts, estimates with their uncertainty, factsheets.

It owns estimate runs and factsheets and is the only room that knows ``unlisted`` and ``cellsafe``.
It gives those libraries tables of counts, never a row about a person.
"""
