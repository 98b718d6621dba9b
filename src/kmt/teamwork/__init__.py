"""The round table at work: what a partner sees of a case, tasks, comments, who knows what.

It puts together what the rooms of care keep for somebody of another organisation, and for who
divides the work; it decides nothing about anybody.
"""
