"""Twelve lives, written out: every rule with a term occurs, its day worked out by hand.

The people are invented. Each life tells what happened and says of every term that came of it where
it began, when it ends and how it stands; the sum stands beside it. ``asks`` are rules that no track
starts (the desk, Veilig Thuis, the plan, requests, warnings): from a moment, by the same engine.
"""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kmt.kernel import clock
from kmt.tracks.loading import book, tracks
from kmt.tracks.rules import Term, track_now
from kmt.vocabulary.queries import deadline_of, deadline_versions
from tests.tracks.conftest import day, happened

DUTCH = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True, kw_only=True)
class Life:
    """What happened to somebody until ``today``, and every term that must come of it.

    ``terms``: rule, the day it counts from, its last day ("-" when no term is stated), its fate.
    ``asks``: rule, moment, last moment (a day, or a day with a time).
    """

    who: str
    today: str
    steps: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


AMINA = Life(
    who="Amina, Dublin claimant: thirty days that end on a leap day",
    today="2024-03-05",
    steps=(
        "2024-01-20 dublin",
        "2024-01-29 indication",
        "2024-01-30 reflection_offered",
        "2024-01-30 reflection_start",
        "2024-02-29 allowance_paid",
        "2024-02-29 other_cooperation",
        "2024-03-01 permit_applied",
        "2024-03-05 presence_needed",
    ),
    terms=(
        # to be offered at once, on the 29th; it was the 30th
        "RES-01 2024-01-29 2024-01-29 late",
        # 30 January and 30 days: one more in January (31), 29 in February (29): 29 February
        "RES-03 2024-01-30 2024-02-29 dropped",
        # decided on the very last day
        "RES-06 2024-02-29 2024-02-29 met",
        "RES-04 2024-01-30 - unstated",
        # a month after the 30th there is no 30 February: its last day, the 29th; paid that day
        "RES-05 2024-01-30 2024-02-29 met",
        # two months after the 30th: 30 March, not 29; it stopped with the reflection period
        "RES-05 2024-01-30 2024-03-30 dropped",
        # 1 March and 24 hours; nobody heard anything on the 5th
        "RES-08 2024-03-01 2024-03-02 past",
        "RES-09 2024-03-01 - met",
    ),
    asks=(
        # 29 February less 30, 14, 7 days and 1 day; the first lies on the day it began
        "WARN-30 2024-02-29T23:59:59 2024-01-30T00:00",
        "WARN-14 2024-02-29T23:59:59 2024-02-15T00:00",
        "WARN-07 2024-02-29T23:59:59 2024-02-22T00:00",
        "WARN-01 2024-02-29T23:59:59 2024-02-28T00:00",
    ),
)

BORIS = Life(
    who="Boris, citizen of the EU who came on a leap day",
    today="2025-03-01",
    steps=("2020-02-29 eu_citizen", "2024-10-28 statement_police", "2024-11-01 exemption_granted"),
    terms=(
        # five years after 29 February 2020: 2025 has no 29th, so the 28th; over on 1 March
        "RES-17 2020-02-29 2025-02-28 past",
    ),
    asks=(
        # reported the day before summer time ended: 24 hours by the clock end an hour earlier
        "URG-U2 2024-10-26T16:00 2024-10-27T15:00",
    ),
)

CEM = Life(
    who="Cem, sixteen and alone: he need not cooperate, over Christmas",
    today="2027-01-04",
    steps=(
        "2026-11-02 minor",
        "2026-11-02 indication",
        "2026-11-02 reflection_offered",
        "2026-11-03 reflection_start",
        "2026-11-04 comensha_told",
        "2026-12-24 unable_to_cooperate",
        "2026-12-28 permit_unable_applied",
        "2027-01-04 permit_unable_granted",
    ),
    terms=(
        "RES-01 2026-11-02 2026-11-02 met",
        # three months after 3 November: 3 February, a Wednesday
        "RES-02 2026-11-03 2027-02-03 dropped",
        "RES-06 2027-02-03 2027-02-03 met",
        "RES-04 2026-11-03 - met",
        "RES-05 2026-11-03 2026-12-03 dropped",
        # 28 December and 24 hours; it took a week
        "RES-08 2026-12-28 2026-12-29 late",
        "RES-11 2027-01-04 2028-01-04 running",
        "RES-16 2028-01-04 2028-01-04 running",
        "RES-15 2027-01-04 - unstated",
    ),
    asks=(
        # five working days after Thursday 24 December: 28, 29, 30, 31; 1 January is off; 4 January
        "VT-01 2026-12-24T17:00 2027-01-04",
        "VT-02 2026-12-24T17:00 2026-12-24T17:00",
        # seventy days after 4 January: 27 left in January, 28 in February, 15 in March
        "VT-03 2027-01-04T09:00 2027-03-15",
    ),
)

DIMITRI = Life(
    who="Dimitri, who had to carry drugs: the Schadefonds on its last day",
    today="2026-07-14",
    steps=(
        "2016-02-29 exploitation_ended",
        "2026-01-10 dutch",
        "2026-02-28 fund_applied",
        "2026-06-01 fund_decided",
        "2026-07-13 fund_objection",
    ),
    terms=(
        # ten years after 29 February 2016: 28 February 2026; applied for on that day
        "COM-01 2016-02-29 2026-02-28 met",
        # six weeks after Monday 1 June: 42 days, 29 left in June and 13 in July
        "COM-02 2026-06-01 2026-07-13 met",
    ),
)

ELENA = Life(
    who="Elena, a witness: no reflection period, and a refusal",
    today="2026-06-05",
    steps=(
        "2026-05-01 indication",
        "2026-05-03 witness",
        "2026-05-04 criminal_complaint",
        "2026-05-06 permit_applied",
        "2026-05-07 permit_refused",
    ),
    terms=(
        # nobody had to offer it to a witness, but that was known two days later
        "RES-01 2026-05-01 2026-05-01 past",
        # the same day; the police sent it on two days later
        "RES-07 2026-05-04 2026-05-04 late",
        "RES-08 2026-05-06 2026-05-07 met",
        # four weeks after Thursday 7 May: 24 left in May, 4 June
        "OBJ-01 2026-05-07 2026-06-04 past",
    ),
)

FARAH = Life(
    who="Farah: a dismissal ends the permit, a complaint does not save it",
    today="2026-07-01",
    steps=(
        "2025-08-20 criminal_complaint",
        "2025-08-20 permit_applied",
        "2025-09-01 permit_granted until 2026-08-15",
        "2026-03-02 dismissal",
        "2026-03-10 continued_special",
        "2026-03-31 dismissal_told",
        "2026-06-30 complaint_art12",
    ),
    terms=(
        "RES-07 2025-08-20 2025-08-20 met",
        "RES-08 2025-08-20 2025-08-21 late",
        # a year would be 1 September; the decision itself says 15 August, and goes before it
        "RES-10 2025-09-01 2026-08-15 dropped",
        "RES-16 2026-08-15 2026-08-15 dropped",
        "RES-14 2025-09-01 2028-09-01 dropped",
        "RES-15 2025-09-01 - met",
        "RES-12 2026-03-02 2026-03-02 met",
        # three months after 31 March there is no 31 June: the 30th; complained of that day
        "CRI-01 2026-03-31 2026-06-30 met",
    ),
)

GHEORGHE = Life(
    who="Gheorghe: a dismissal one day before the rule changed, and the pilot of 2019",
    today="2019-12-03",
    steps=(
        "2011-09-01 permit_granted",
        "2012-06-30 dismissal",
        "2012-08-15 prosecution_ordered",
        "2012-08-20 renewal_applied",
        "2012-09-01 permit_renewed",
        "2013-01-10 left",
        "2019-11-04 acquittal",
        "2019-12-02 finding_asked",
    ),
    terms=(
        # until 30 June 2012 the outcome of a complaint might be awaited: nothing ended
        "RES-10 2011-09-01 2012-09-01 dropped",
        "RES-16 2012-09-01 2012-09-01 met",
        "RES-14 2011-09-01 2014-09-01 dropped",
        "RES-15 2011-09-01 - dropped",
        "RES-10 2012-09-01 2013-09-01 dropped",
        "RES-16 2013-09-01 2013-09-01 dropped",
        # fourteen days after 4 November: the 18th
        "CRI-02 2019-11-04 2019-11-18 past",
        # four weeks after Monday 4 November: 26 left in November, 2 December; the rule had ended on
        # 30 November, yet the one of the day it began counts
        "MDF-01 2019-11-04 2019-12-02 met",
    ),
)

HANA = Life(
    who="Hana: a conviction opens continued stay, and the State pays in advance",
    today="2025-12-02",
    steps=(
        "2024-06-03 permit_granted",
        "2024-11-01 prosecuted",
        "2024-11-15 joined",
        "2025-01-20 conviction",
        "2025-01-20 order_imposed",
        "2025-02-04 judgment_final",
        "2025-05-30 continued_conviction",
        "2025-12-01 continued_granted",
    ),
    terms=(
        # a year after 3 June, and three years
        "RES-10 2024-06-03 2025-06-03 dropped",
        "RES-14 2024-06-03 2027-06-03 dropped",
        # asked for on 30 May, before it ended
        "RES-16 2025-06-03 2025-06-03 met",
        "RES-15 2024-06-03 - dropped",
        # the way opens on the day itself; later is not too late
        "RES-13 2025-01-20 2025-01-20 met",
        # fourteen days after 20 January: 11 left in January, 3 February; final the day after
        "CRI-02 2025-01-20 2025-02-03 dropped",
        # eight months after 4 February: 4 October
        "COM-03 2025-02-04 2025-10-04 past",
    ),
)

IMANI = Life(
    who="Imani: two renewals, and three years within reach",
    today="2026-02-01",
    steps=(
        "2023-03-01 permit_granted",
        "2024-02-20 renewal_applied",
        "2024-03-01 permit_renewed",
        "2025-02-20 renewal_applied",
        "2025-03-01 permit_renewed",
    ),
    terms=(
        "RES-10 2023-03-01 2024-03-01 dropped",
        "RES-16 2024-03-01 2024-03-01 met",
        "RES-10 2024-03-01 2025-03-01 dropped",
        "RES-16 2025-03-01 2025-03-01 met",
        # 30 days before 1 March 2026 is 30 January: on 1 February one is warned
        "RES-10 2025-03-01 2026-03-01 soon",
        "RES-16 2026-03-01 2026-03-01 soon",
        # three years count from the first permit, not from the renewals
        "RES-14 2023-03-01 2026-03-01 soon",
        "RES-15 2023-03-01 - unstated",
    ),
)

JASMIN = Life(
    who="Jasmin cannot cooperate: the day before the Dublin rule, a clock that stood still",
    today="2024-09-22",
    steps=(
        "2023-05-10 dublin",
        "2023-05-18 reflection_start",
        "2023-08-18 unable_to_cooperate",
        "2023-09-01 statement_medical",
        "2023-09-04 permit_unable_applied",
        "2023-09-04 ind_asks_more",
        "2023-09-20 ind_completed",
        "2023-09-20 permit_unable_granted",
        "2024-09-21 renewal_applied",
    ),
    terms=(
        # thirty days hold for who got it after 18 May 2023; on the 18th it was three months
        "RES-02 2023-05-18 2023-08-18 dropped",
        "RES-06 2023-08-18 2023-08-18 met",
        "RES-04 2023-05-18 - unstated",
        "RES-05 2023-05-18 2023-06-18 dropped",
        # due on 5 September; it stood still from the 5th until the 20th: fifteen days
        "RES-08 2023-09-04 2023-09-20 met",
        "RES-11 2023-09-20 2024-09-20 dropped",
        # asked for one day too late
        "RES-16 2024-09-20 2024-09-20 late",
        "RES-15 2023-09-20 - unstated",
    ),
)

KOFI = Life(
    who="Kofi, handed over by another region: what happened there is entered late",
    today="2026-04-15",
    steps=(
        "2026-04-15 comensha_told",
        "2026-01-31 reflection_start",
        "2026-03-02 allowance_paid",
        "2026-03-31 allowance_paid",
    ),
    terms=(
        # three months after 31 January: April has thirty days
        "RES-02 2026-01-31 2026-04-30 soon",
        "RES-06 2026-04-30 2026-04-30 soon",
        "RES-04 2026-01-31 - met",
        # one month: 28 February, paid two days late; two months: 31 March again, not the 28th
        "RES-05 2026-01-31 2026-02-28 late",
        "RES-05 2026-01-31 2026-03-31 met",
        "RES-05 2026-01-31 2026-04-30 soon",
    ),
    asks=(
        # he asks what we have on 31 January: one month, and three when it is extended
        "RGT-01 2026-01-31T10:00 2026-02-28",
        "RGT-02 2026-01-31T10:00 2026-04-30",
        # his plan is evaluated every three months: agreed on 30 November, the last day of February
        "REV-01 2026-11-30T10:00 2027-02-28",
    ),
)

LINH = Life(
    who="Linh: reports on a Friday, and working days around the days off",
    today="2026-12-18",
    asks=(
        # Friday 18 December: at once, within the hour, the same day
        "URG-U1A 2026-12-18T16:30 2026-12-18T16:30",
        "URG-U1B 2026-12-18T16:30 2026-12-18T17:30",
        "URG-U1C 2026-12-18T16:30 2026-12-18",
        # ten: 21 to 24 (4), 28 to 31 (8), 4 January (9), 5 January (10); 25 and 1 are off
        "FB-01 2026-12-18T16:30 2027-01-05",
        # two after Friday 24 April: Monday is King's Day; 28 (1), 29 (2)
        "URG-U3A 2026-04-24T16:30 2026-04-29",
        # five after Monday 11 May: 12, 13 (2), Ascension Day, 15 (3), 18 (4), 19 (5)
        "URG-U3B 2026-05-11T09:00 2026-05-19",
        # ten after Monday 18 May: 19 to 22 (4), Whit Monday, 26 to 29 (8), 1 and 2 June
        "URG-U4 2026-05-18T09:00 2026-06-02",
    ),
)

LIVES = (
    AMINA, BORIS, CEM, DIMITRI, ELENA, FARAH, GHEORGHE, HANA, IMANI, JASMIN, KOFI, LINH,
)  # fmt: skip


def _said(term: Term) -> str:
    return f"{term.rule.rule} {term.start} {term.due or '-'} {term.fate}"


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.who.split(",")[0].split(":")[0])
def test_every_term_of_a_life_ends_when_it_should(life: Life) -> None:
    found = [
        _said(term)
        for track in tracks().everything
        for term in track_now(track, happened(*life.steps), day(life.today), book()).terms
    ]
    assert sorted(found) == sorted(life.terms)
    for rule, start, end in (one.split() for one in life.asks):
        moment = datetime.fromisoformat(start).replace(tzinfo=DUTCH)
        due = deadline_of(rule, moment, moment).due
        assert due is not None
        shown = (
            f"{clock.local(due):%Y-%m-%dT%H:%M}" if "T" in end else f"{clock.local(due):%Y-%m-%d}"
        )
        assert (rule, shown) == (rule, end)


def test_twelve_lives_miss_no_rule_that_has_a_term() -> None:
    assert len(LIVES) == 12
    told = {one.split()[0] for life in LIVES for one in (*life.terms, *life.asks)}
    with_term = {
        rule for rule, versions in deadline_versions().items() if any(v.duration for v in versions)
    }
    assert with_term - told == set()


def test_who_is_warned_thirty_fourteen_seven_days_and_a_day_before() -> None:
    now = track_now(
        tracks().tracks["residence"], happened(*AMINA.steps[:4]), day("2024-02-01"), book()
    )
    (dublin,) = (one for one in now.terms if one.rule.rule == "RES-03")
    # 30 days before lies on the day it began, so it is not among them
    assert [one.isoformat() for one in dublin.warnings] == [
        "2024-02-15",
        "2024-02-22",
        "2024-02-28",
    ]
