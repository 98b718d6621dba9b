"""The workbench: the care plan on its seventeen domains, in the victim's own words.

Goals, scores over time, plan actions, evaluations and the victim's own copy. What must be done
stands with everything else that must be done, in ``care``.
"""
