"""How long a record stays, as a table: each row of the law, and each way to lengthen it."""

from dataclasses import replace
from datetime import date

import pytest

from kmt.retention.rules.keeping import Hold, Kept, Outcome, Ruling
from kmt.retention.rules.ruling import rule_on
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Applies, Event, last_day

TERMS = retention_terms()
LAWSUIT = Hold(reason="rechtszaak", placed_on=date(2028, 1, 1), review_on=date(2029, 1, 1))


def day(text: str) -> date:
    return date.fromisoformat(text)


def kept(kind: str, days: str = "", **more: object) -> Kept:
    """``days``: ``event=2025-04-10`` parted by spaces, an event may come more than once."""
    events: dict[Event, tuple[date, ...]] = {}
    for word in days.split():
        name, _, on = word.partition("=")
        events[Event(name)] = (*events.get(Event(name), ()), day(on))
    return Kept(kind=kind, events=events, **more)


def ask(kind: str, days: str, on: str, **more: object) -> Ruling:
    return rule_on(kept(kind, days, **more), TERMS, day(on))


FIRST = "first_processing=2025-04-10"
EMPTY_TABLE = "conference_without_files"
TABLE = (
    # the ZVH: five years from the first processing, whatever is closed or opened again
    ("zvh_case", FIRST, "2030-04-10", "KEEP", "T01", "2030-04-10"),
    ("zvh_case", FIRST, "2030-04-11", "DESTROY", "T01", "2030-04-10"),
    ("zvh_case", f"{FIRST} closing=2029-06-01", "2029-05-31", "KEEP", "T01", "2030-04-10"),
    ("zvh_case", f"{FIRST} closing=2029-06-01", "2029-06-01", "SHIELD", "T01", "2030-04-10"),
    ("zvh_case", f"{FIRST} closing=2029-06-01", "2030-04-11", "DESTROY", "T01", "2030-04-10"),
    ("zvh_case", f"{FIRST} first_processing=2028-01-01", "2030-04-11", "DESTROY", "T01", None),
    ("zvh_case", f"{FIRST} renewal=2030-04-01", "2032-04-01", "KEEP", "T01 T05", "2032-04-01"),
    ("zvh_case", f"{FIRST} renewal=2030-04-01", "2032-04-02", "DESTROY", "T01 T05", None),
    (
        "zvh_case",
        f"{FIRST} renewal=2030-04-01 renewal=2032-04-01",
        "2034-04-01",
        "KEEP",
        "T01 T05",
        "2034-04-01",
    ),
    # too late is too late, and a renewal early in the five years makes nothing shorter
    ("zvh_case", f"{FIRST} renewal=2030-04-11", "2030-04-12", "DESTROY", "T01", "2030-04-10"),
    ("zvh_case", f"{FIRST} renewal=2026-01-01", "2030-04-10", "KEEP", "T01", "2030-04-10"),
    ("zvh_case", f"{FIRST} finding=2026-01-01", "2025-12-31", "KEEP", "T01", "2030-04-10"),
    ("zvh_case", f"{FIRST} finding=2026-01-01", "2026-01-01", "DESTROY", "T02", "2025-12-31"),
    ("zvh_case", f"{FIRST} finding=2031-01-01", "2031-01-01", "DESTROY", "T01", "2030-04-10"),
    ("zvh_case_refused", "decision=2026-02-01", "2026-02-15", "KEEP", "T03", "2026-02-15"),
    ("zvh_case_refused", "decision=2026-02-01", "2026-02-16", "DESTROY", "T03", "2026-02-15"),
    ("priority_list_entry", "", "2026-01-01", "KEEP", "T06", None),
    ("priority_list_entry", "finding=2026-01-01", "2026-01-01", "DESTROY", "T06", "2025-12-31"),
    # care: a person decides after fifteen years from the last piece
    ("care_file", "creation=2026-01-01", "2041-01-01", "KEEP", "T07", "2041-01-01"),
    ("care_file", "creation=2026-01-01", "2041-01-02", "DECIDE", "T07", "2041-01-01"),
    ("care_file", "creation=2026-01-01 creation=2030-05-05", "2045-05-05", "KEEP", "T07", None),
    ("care_plan", "closing=2026-01-01", "2041-01-02", "DESTROY", "T08", "2041-01-01"),
    ("care_plan", "closing=2026-01-01 closing=2030-01-01", "2041-01-02", "DESTROY", "T08", None),
    ("youth_plan", "closing=2026-01-01", "2046-01-02", "DESTROY", "T09", "2046-01-01"),
    ("plan_broken_off", "closing=2026-01-01", "2026-02-12", "KEEP", "T10", "2026-02-12"),
    ("plan_broken_off", "closing=2026-01-01", "2026-02-13", "DESTROY", "T10", "2026-02-12"),
    ("care_file", "creation=2026-01-01 request=2026-11-26", "2026-11-26", "DECIDE", "T11", None),
    # a clock of somebody else, that can be extended more than once
    ("veilig_thuis_notice", "recording=2026-01-01", "2026-01-02", "DECIDE", "T12", None),
    # the report five years, who told it six weeks
    ("report_handled", "", "2040-01-01", "KEEP", "T13 T30", None),
    ("report_handled", "closing=2026-01-01", "2031-01-01", "KEEP", "T13", "2031-01-01"),
    ("report_handled", "closing=2026-01-01", "2031-01-02", "DESTROY", "T13", "2031-01-01"),
    ("reporter_identity", "closing=2026-01-01", "2026-02-12", "KEEP", "T13", "2026-02-12"),
    ("reporter_identity", "closing=2026-01-01", "2026-02-13", "DESTROY", "T13", "2026-02-12"),
    ("report_rejected", "closing=2024-02-29", "2025-03-01", "DESTROY", "T14", "2025-02-28"),
    ("advice_given", "closing=2026-01-01", "2031-01-02", "DESTROY", "T15", "2031-01-01"),
    ("information_given", "closing=2026-01-01", "2027-01-02", "DESTROY", "T16", "2027-01-01"),
    ("training_record", "closing=2026-01-01", "2031-01-02", "DESTROY", "T17", "2031-01-01"),
    ("complaint", "closing=2026-01-01", "2031-01-02", "DESTROY", "T18", "2031-01-01"),
    ("complaint_ombudsman", "closing=2026-01-01", "2036-01-01", "KEEP", "T18", "2036-01-01"),
    ("data_breach", "closing=2026-01-01", "2031-01-02", "DESTROY", "T19", "2031-01-01"),
    ("payment", "payment=2026-01-01", "2033-01-02", "DESTROY", "T20", "2033-01-01"),
    ("agreement", "end_of_agreement=2026-01-01", "2036-01-02", "DESTROY", "T21", "2036-01-01"),
    ("policy", "", "2200-01-01", "KEEP", "T22", None),
    ("research_report", "", "2200-01-01", "KEEP", "T23", None),
    ("open_dataset", "end_of_existence=2026-01-01", "2027-01-02", "DESTROY", "T24", "2027-01-01"),
    ("bibob_investigation", "closing=2026-01-01", "2026-01-01", "DECIDE", "T25", None),
    ("login_data", "event=2026-08-31", "2027-02-28", "KEEP", "T26", "2027-02-28"),
    ("login_data", "event=2026-08-31", "2027-03-01", "DESTROY", "T26", "2027-02-28"),
    ("access_log_care", "event=2026-01-01", "2031-01-01", "KEEP", "T27", "2031-01-01"),
    ("access_log_care", "event=2026-01-01", "2031-01-02", "DECIDE", "T27", "2031-01-01"),
    ("access_log_zvh", "event=2026-01-01", "2032-01-01", "KEEP", "T28", "2032-01-01"),
    ("access_log_zvh", "event=2026-01-01", "2032-01-02", "DESTROY", "T28", "2032-01-01"),
    ("forwarded_police_data", "receipt=2026-01-01", "2027-01-02", "DESTROY", "T29", "2027-01-01"),
    (
        "report_handled",
        "receipt=2026-01-01 request=2026-02-01",
        "2026-02-02",
        "DECIDE",
        "T30",
        None,
    ),
    ("rights_request", "closing=2026-01-01", "2031-01-02", "DESTROY", "T31", "2031-01-01"),
    # route or destroy: a person decides after six weeks
    ("report_unrouted", "receipt=2026-01-01", "2026-02-11", "KEEP", "T32", "2026-02-12"),
    ("report_unrouted", "receipt=2026-01-01", "2026-02-12", "KEEP", "T32", "2026-02-12"),
    ("report_unrouted", "receipt=2026-01-01", "2026-02-13", "DECIDE", "T32", "2026-02-12"),
    ("conversation", "closing=2026-01-01", "2026-07-01", "KEEP", "T33", "2026-07-01"),
    ("conversation", "closing=2026-01-01", "2026-07-02", "DESTROY", "T33", "2026-07-01"),
    # a draft four weeks after somebody typed at it last, two weeks after it was sent or put away
    (
        "draft",
        "recording=2026-01-01 recording=2026-01-10",
        "2026-02-07",
        "KEEP",
        "T34",
        "2026-02-07",
    ),
    ("draft", "recording=2026-01-10", "2026-02-08", "DESTROY", "T34", "2026-02-07"),
    ("draft_over", "closing=2026-01-01", "2026-01-15", "KEEP", "T34", "2026-01-15"),
    ("draft_over", "closing=2026-01-01", "2026-01-16", "DESTROY", "T34", "2026-01-15"),
    # an absence a month after its last day (decision 0019)
    ("absence", "event=2026-01-10", "2026-02-10", "KEEP", "T35", "2026-02-10"),
    ("absence", "event=2026-01-10", "2026-02-11", "DESTROY", "T35", "2026-02-10"),
    # the mark of a mail thirty days after it was last in the mailbox (decision 0017)
    ("mail_mark", "recording=2026-01-10", "2026-02-09", "KEEP", "T36", "2026-02-09"),
    ("mail_mark", "recording=2026-01-10", "2026-02-10", "DESTROY", "T36", "2026-02-09"),
    ("reporting_link", "event=2026-01-10", "2026-02-09", "KEEP", "T37", "2026-02-09"),
    ("reporting_link", "event=2026-01-10", "2026-02-10", "DESTROY", "T37", "2026-02-09"),
    # what is left of a conference goes when its last file is gone (decision 0022)
    (EMPTY_TABLE, "finding=2026-01-10", "2026-01-09", "KEEP", "T38", None),
    (EMPTY_TABLE, "finding=2026-01-10", "2026-01-10", "DESTROY", "T38", "2026-01-09"),
    # a budget and a year of meetings: a person decides; a name or a file goes by itself
    ("budget", "closing=2030-12-31", "2037-12-31", "KEEP", "T39", "2037-12-31"),
    ("budget", "closing=2030-12-31", "2038-01-01", "DECIDE", "T39", "2037-12-31"),
    ("meeting_year", "closing=2026-12-31", "2036-12-31", "KEEP", "T40", "2036-12-31"),
    ("meeting_year", "closing=2026-12-31", "2037-01-01", "DECIDE", "T40", "2036-12-31"),
    ("weighing_names", "closing=2024-02-29", "2025-02-28", "KEEP", "T41", "2025-02-28"),
    ("weighing_names", "closing=2024-02-29", "2025-03-01", "DESTROY", "T41", "2025-02-28"),
    ("evidence_file", "closing=2026-06-01 closing=2027-01-01", "2027-06-01", "KEEP", "T42", None),
    (
        "evidence_file",
        "closing=2026-06-01 closing=2027-01-01",
        "2027-06-02",
        "DESTROY",
        "T42",
        None,
    ),
    ("gossip", "closing=2026-01-01", "2026-01-02", "DECIDE", "", None),
)


@pytest.mark.parametrize(("kind", "days", "on", "outcome", "rows", "until"), TABLE)
def test_a_record_has_its_outcome_row_and_last_day(kind, days, on, outcome, rows, until) -> None:
    ruling = ask(kind, days, on)
    assert (ruling.outcome, " ".join(ruling.rows)) == (outcome, rows)
    assert until is None or ruling.keep_until == day(until)
    assert ruling.sentence.endswith(".")
    assert ruling.term is None or ruling.term.basis in ruling.sentence


def test_every_row_of_the_table_is_in_a_decision_above() -> None:
    assert {term.id for term in TERMS} - {row for one in TABLE for row in one[4].split()} == {"T04"}
    assert "SHIELD" in {one[3] for one in TABLE}


def test_what_somebody_still_works_on_is_never_destroyed_by_itself_but_for_a_limit_of_the_law():
    running = ask("care_plan", "closing=2026-01-01", "2041-01-02", running=True)
    assert (running.outcome, running.strict) == ("DECIDE", False)
    assert "er wordt nog aan gewerkt" in running.sentence
    assert ask("zvh_case", FIRST, "2030-04-11", running=True).outcome == "DESTROY"


def test_a_care_file_stays_longer_by_a_decision_with_an_end_and_no_other_kind_does() -> None:
    longer = {"needed_until": date(2043, 6, 1)}
    assert ask("care_file", "creation=2026-01-01", "2043-06-01", **longer).outcome == "KEEP"
    assert ask("care_file", "creation=2026-01-01", "2043-06-02", **longer).outcome == "DECIDE"
    assert ask("care_plan", "closing=2026-01-01", "2041-01-02", **longer).outcome == "DESTROY"
    shorter = ask("care_file", "creation=2026-01-01", "2030-01-01", needed_until=date(2027, 1, 1))
    assert shorter.keep_until == date(2041, 1, 1)


def test_the_log_of_care_stays_at_least_five_years_and_at_most_as_long_as_its_file() -> None:
    event = "event=2026-01-01"
    with_file = ask("access_log_care", event, "2039-01-01", bound_until=day("2040-01-01"))
    assert (with_file.outcome, with_file.keep_until) == ("KEEP", day("2040-01-01"))
    gone = ask("access_log_care", event, "2031-01-02", bound_until=day("2027-01-01"))
    assert (gone.outcome, gone.keep_until) == ("DESTROY", day("2031-01-01"))


def test_a_request_to_destroy_is_answered_within_three_months_and_then_carried_out() -> None:
    days = "creation=2026-01-01 request=2026-11-30"
    waiting = ask("care_file", days, "2027-02-28")
    assert (waiting.outcome, waiting.before) == ("DECIDE", day("2027-02-28"))
    yes = ask("care_file", days, "2026-12-01", granted=True)
    assert (yes.outcome, yes.before, yes.strict) == ("DESTROY", day("2027-02-28"), True)
    no = ask("care_file", days, "2027-03-01", granted=False)
    assert (no.outcome, no.keep_until) == ("KEEP", day("2041-01-01"))


def test_a_request_never_saves_what_had_to_go() -> None:
    days = "closing=2026-01-01 request=2041-01-01"
    assert ask("care_plan", days, "2041-01-01").outcome == "DECIDE"
    assert ask("care_plan", days, "2041-01-02").outcome == "DESTROY"


def test_the_four_weeks_of_veilig_thuis_grow_by_two_for_each_extension_in_time() -> None:
    base = "recording=2026-01-01 extension=2026-01-20"
    assert ask("veilig_thuis_notice", base, "2026-01-21").before == day("2026-02-12")
    again = ask("veilig_thuis_notice", f"{base} extension=2026-02-12", "2026-02-12")
    assert again.before == day("2026-02-26")
    late = ask("veilig_thuis_notice", f"{base} extension=2026-02-13", "2026-02-13")
    assert late.before == day("2026-02-12")


def test_a_hold_stops_what_would_go_and_says_until_when_to_look_again() -> None:
    held = ask("zvh_case", FIRST, "2030-04-11", holds=(LAWSUIT,))
    assert (held.outcome, held.rows) == ("HOLD", ("T01",))
    assert "rechtszaak" in held.sentence
    assert "01-01-2029" in held.sentence
    assert ask("care_file", "creation=2010-01-01", "2030-01-01", holds=(LAWSUIT,)).outcome == "HOLD"
    assert ask("zvh_case", FIRST, "2029-01-01", holds=(LAWSUIT,)).outcome == "KEEP"
    lifted = replace(LAWSUIT, lifted_on=day("2030-04-11"))
    assert ask("zvh_case", FIRST, "2030-04-11", holds=(lifted,)).outcome == "DESTROY"
    later = replace(LAWSUIT, placed_on=day("2031-01-01"))
    assert ask("zvh_case", FIRST, "2030-04-11", holds=(later,)).outcome == "DESTROY"


def test_what_may_lengthen_a_term_is_said_with_it() -> None:
    said = " ".join(ask("zvh_case", FIRST, "2026-01-01").lengthens)
    assert "BGS 1.16(2)(3)" in said
    assert "legal hold" in said
    file = ask("care_file", "creation=2026-01-01", "2027-01-01")
    assert "redelijkerwijs nodig" in file.lengthens[0]
    assert len(ask("payment", "payment=2026-01-01", "2027-01-01").lengthens) == 1


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2024-02-29", "P5Y", "2029-02-28"),
        ("2024-02-29", "P20Y", "2044-02-29"),
        ("2023-02-28", "P1Y", "2024-02-28"),
        ("2026-11-30", "P3M", "2027-02-28"),
        ("2026-08-31", "P6M", "2027-02-28"),
        ("2024-01-18", "P42D", "2024-02-29"),
        ("2026-12-31", "P1Y", "2027-12-31"),
        ("2026-01-01", "P0D", "2026-01-01"),
    ],
)
def test_months_and_leap_days_are_counted_by_rule(start: str, length: str, end: str) -> None:
    assert last_day(day(start), length) == day(end)


def _changed(row: str, on: str, **values: object):
    """The table after a change of law: one row ends the day before, another follows it."""
    (old,) = [term for term in TERMS if term.id == row]
    before = replace(old, valid_until=date.fromordinal(day(on).toordinal() - 1))
    after = replace(old, valid_from=day(on), **values)
    return (*(term for term in TERMS if term.id != row), before, after)


def test_a_change_of_law_leaves_what_started_before_it_as_it_was() -> None:
    shorter = _changed("T07", "2028-01-01", term="P10Y")
    old, new = kept("care_file", "creation=2027-12-31"), kept("care_file", "creation=2028-01-01")
    assert rule_on(old, shorter, day("2038-01-02")).keep_until == day("2042-12-31")
    assert rule_on(new, shorter, day("2038-01-02")).outcome == Outcome.DECIDE
    assert rule_on(old, shorter, day("2042-12-31")).outcome == Outcome.KEEP


def test_a_limit_that_works_at_once_counts_from_its_first_day_and_not_before() -> None:
    shorter = _changed("T01", "2028-01-01", term="P3Y", applies=Applies.NOW)
    case = kept("zvh_case", "first_processing=2024-12-31")
    assert rule_on(case, shorter, day("2027-12-31")).keep_until == day("2029-12-31")
    assert rule_on(case, shorter, day("2028-01-01")).outcome == Outcome.DESTROY


def test_a_record_from_before_every_rule_is_left_to_a_person() -> None:
    dated = _changed("T14", "2026-01-01")
    early = tuple(one for one in dated if one.id not in {"T14", "T30"} or one.valid_from)
    assert (
        rule_on(kept("report_rejected", "closing=2025-12-31"), early, day("2030-01-01")).rows == ()
    )
