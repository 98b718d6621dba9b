"""The clocks: residence (B8/3), the criminal case, and compensation, step by step.

Each step has its rule by date, its source, and what it opens or closes; what falls due stands
with everything else that must be done, in ``care``.
"""
