"""From a table to a verdict: what a statistician does first."""

import unlisted as ul

table = ul.published("united_kingdom_2013")
print(table)

found = ul.assess(table, bootstrap=200)
print(found)

# What the verdict may say when somebody who knows the lists has answered the three questions.
known = ul.Knowledge(referral_destinations=(), same_population=True, recall=0.97)
again = ul.assess(table, bootstrap=200, knowledge=known)
print(f"With knowledge of the lists: {again.verdict.value}")
for reason in again.reasons:
    print(f"- {reason.sentence}")
