"""A region too small to stand alone borrows the ties between lists from the rest of the nation."""

import unlisted as ul
from unlisted.trials.simulate import Dependent

# An invented nation of 6,250 people and a region of 230 in which the same lists go together.
world = Dependent(log_odds=(((0, 1), 0.8), ((2, 3), -0.4)))
nation = ul.simulate(world, population=6250, lists=4, seed=1).table
region = ul.simulate(world, population=230, lists=4, seed=2).table

found = ul.borrow(region, nation, share=230 / 6480)
print(found)
print("In truth there are 230 people in the region.")
