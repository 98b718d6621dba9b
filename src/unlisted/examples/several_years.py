"""Strata: an estimate per level, adding up, beside the levels alone and the pooled table."""

import unlisted as ul
from unlisted.tables.catalogue import published_strata

found = ul.estimate_strata(published_strata("spina_bifida_strata"), bootstrap=100)
print(found)
total = sum(level.point for level in found.joint if level.point is not None)
print(f"The levels add up to {total:,.0f}.")
