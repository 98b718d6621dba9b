"""The tables of steps: whole, reachable, sourced, and refused by file and row when they are not."""

import shutil
from pathlib import Path

import pytest

from kmt.tracks.loading import DATA, TRACKS, load, tracks
from kmt.tracks.rules import Fate, Kind, Link, Stands, Step, due_lines, status_of
from kmt.tracks.rules.steps import ALL, parse_links, parse_starts
from kmt.vocabulary.queries import codes_of, deadline_versions
from kmt.vocabulary.tables import VocabularyBroken
from tests.tracks.conftest import happened, stood

EVERY = [
    step for track in tracks().everything for versions in track.steps.values() for step in versions
]


def test_every_rule_of_the_residence_track_is_started_and_ended_by_a_step() -> None:
    started = {link.name for step in EVERY for part in step.starts for link in part}
    ended = {rule for step in EVERY for rule in (*step.meets, *step.drops)}
    rules = {rule for rule, versions in deadline_versions().items() if "RES" in versions[0].rule}
    assert rules - started == set()
    # who is a citizen of the EU needs the exemption for five years, whatever happens
    assert rules - ended == {"RES-17"}
    assert started - ended - {"RES-17"} == set()


@pytest.mark.parametrize("code", TRACKS)
def test_every_step_of_a_track_can_be_reached(code: str) -> None:
    steps = tracks().tracks[code].steps
    reached = {
        name
        for name, versions in steps.items()
        if any(one.at_start or one.kind is Kind.FACT for one in versions)
    }
    # what comes from outside happens whether or not anything opened it
    reached |= {"dismissal", "conviction", "acquittal", "prosecution_ordered", "prosecuted"} & {
        *steps
    }
    found = set(reached)
    while found:
        opened = {link.name for name in found for one in steps[name] for link in one.opens}
        found = opened - reached
        reached |= opened
    assert set(steps) - reached == set()


def test_a_step_is_called_the_same_in_every_track() -> None:
    names: dict[str, set[str]] = {}
    for step in EVERY:
        names.setdefault(step.code, set()).add(step.dutch)
    assert {code: found for code, found in names.items() if len(found) > 1} == {}


def test_what_stands_in_no_source_says_so() -> None:
    def unsourced(step: Step) -> bool:
        return step.status == "source" and not step.source

    assert [step.code for step in EVERY if unsourced(step)] == []
    assert {step.status for step in EVERY} <= {"source", "verify", "inference", "proposal"}


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("residence.csv", "RES-03?dublin", "RES-93?dublin", "RES-93"),
        ("residence.csv", "comensha_told|cosm_placed", "nowhere|cosm_placed", "nowhere"),
        ("residence.csv", "Vc 2000 B8/3,source,S12;S95", "x,rumour,S12", "'status' is 'rumour'"),
        ("residence.csv", "S12;S95", "S12;S9999", "S9999"),
        ("residence.csv", "2012-06-30", "2013-06-30", "periods that overlap"),
        ("criminal.csv", "police_contact,step,", "police_contact,stap,", "'kind' is 'stap'"),
        ("compensation.csv", "loss_listed,check", ",check", "column 'step' is empty"),
        ("lines.csv", "RES-01,before", "RES-01,soon", "'nature' is 'soon'"),
        ("lines.csv", "RES-01,before", "RES-91,before", "'rule' is 'RES-91'"),
        ("told_by.csv", "code,dutch", "code,nl", "the columns must be"),
    ],
)
def test_a_broken_table_is_refused_by_name(
    tmp_path: Path, file: str, old: str, new: str, words: str
) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    text = (folder / file).read_text(encoding="utf-8")
    if "Vc 2000" in old:
        old, new = "WBV 2023/11,source,S12;S95", "WBV 2023/11,rumour,S12;S95"
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(VocabularyBroken, match=words):
        load(folder)


def test_a_cell_is_read_in_parts() -> None:
    assert parse_links("a|b?c|d@R1") == (
        Link(name="a"),
        Link(name="b", only_if="c"),
        Link(name="d", after="R1"),
    )
    assert parse_starts("R1?x/R2|R3*") == (
        (Link(name="R1", only_if="x"), Link(name="R2")),
        (Link(name="R3", returns=True),),
    )
    assert parse_links("*") == (Link(name=ALL),)
    assert parse_links("") == ()


@pytest.mark.parametrize(
    ("on", "ended"),
    [("2012-06-30", False), ("2012-07-01", True), ("2026-03-02", True)],
)
def test_a_dismissal_ends_the_permit_since_july_2012(on: str, ended: bool) -> None:
    found = stood("residence", on, "2012-01-02 permit_granted", f"{on} dismissal")
    (permit,) = (one for one in found.terms if one.rule.rule == "RES-10")
    assert (permit.fate is Fate.DROPPED) is ended
    assert any(one.rule.rule == "RES-12" for one in found.terms) is ended
    renewal = found.step("renewal_applied")
    assert renewal is not None
    assert (renewal.stands is Stands.CLOSED) is ended


def test_a_term_that_begins_again_takes_the_place_of_the_one_that_ran() -> None:
    found = stood(
        "criminal", "2026-11-26", "2026-10-01 dismissal_told", "2026-11-02 dismissal_told"
    )
    assert [one.fate for one in found.terms] == [Fate.DROPPED, Fate.RUNNING]
    assert [one.due.isoformat() for one in due_lines([found]).values()] == ["2027-02-02"]


@pytest.mark.parametrize(
    ("on", "dublin", "rule"),
    [
        ("2023-05-18", True, "RES-02"),
        ("2023-05-19", True, "RES-03"),
        ("2023-05-19", False, "RES-02"),
        ("2026-11-01", True, "RES-03"),
    ],
)
def test_the_reflection_period_is_thirty_days_for_a_dublin_claimant_since_may_2023(
    on: str, dublin: bool, rule: str
) -> None:
    known = ("2026-11-20 dublin",) if dublin else ()  # known long afterwards
    found = stood("residence", "2026-11-26", f"{on} reflection_start", *known)
    reflection = [one.rule.rule for one in found.terms if one.rule.rule in {"RES-02", "RES-03"}]
    assert reflection == [rule]


@pytest.mark.parametrize(
    ("steps", "code", "stands"),
    [
        (("2026-11-01 witness", "2026-11-02 indication"), "reflection_start", Stands.CLOSED),
        (("2026-11-02 indication",), "reflection_start", Stands.OPEN),
        (("2026-11-02 dutch",), "indication", Stands.CLOSED),
        (("2026-11-02 unable_to_cooperate",), "permit_unable_applied", Stands.LATER),
        (
            ("2026-11-03 minor", "2026-11-02 unable_to_cooperate"),
            "permit_unable_applied",
            Stands.OPEN,
        ),
        (("2026-11-02 statement_medical",), "permit_unable_applied", Stands.OPEN),
        (("2026-11-02 statement_police",), "permit_unable_applied", Stands.OPEN),
        (("2026-11-02 criminal_complaint",), "permit_applied", Stands.OPEN),
        (("2026-11-02 other_cooperation",), "permit_applied", Stands.OPEN),
        # taken is no longer open, until something opens it again
        (
            ("2026-11-02 criminal_complaint", "2026-11-03 permit_applied"),
            "permit_applied",
            Stands.DONE,
        ),
        (
            ("2026-01-02 permit_applied", "2026-11-03 prosecution_ordered"),
            "permit_applied",
            Stands.OPEN,
        ),
        (
            ("2026-10-02 reflection_start", "2026-11-02 allowance_paid"),
            "allowance_paid",
            Stands.OPEN,
        ),
        (("2026-11-02 permit_applied",), "presence_needed", Stands.LATER),
        (("2026-11-01 dublin", "2026-11-02 permit_applied"), "presence_needed", Stands.OPEN),
        (("2023-11-26 permit_granted",), "continued_three_years", Stands.OPEN),
        (("2023-11-27 permit_granted",), "continued_three_years", Stands.LATER),
        (("2023-11-27 permit_granted",), "continued_special", Stands.OPEN),
        (("2026-01-01 permit_granted",), "continued_conviction", Stands.LATER),
        (
            ("2026-01-01 permit_granted", "2026-11-02 conviction"),
            "continued_conviction",
            Stands.OPEN,
        ),
        (("2026-01-01 permit_granted", "2026-11-02 left"), "renewal_applied", Stands.CLOSED),
        (("2026-01-01 permit_granted", "2026-11-02 left"), "indication", Stands.OPEN),
        (("2026-01-01 dismissal", "2026-02-02 prosecution_ordered"), "permit_applied", Stands.OPEN),
    ],
)
def test_what_a_step_opens_and_shuts_in_residence(
    steps: tuple[str, ...], code: str, stands: Stands
) -> None:
    found = stood("residence", "2026-11-26", *steps).step(code)
    assert found is not None
    assert found.stands is stands


@pytest.mark.parametrize(
    ("track", "steps", "code", "stands"),
    [
        ("criminal", ("2026-11-02 police_contact",), "intake_interview", Stands.OPEN),
        ("criminal", ("2026-11-02 criminal_complaint",), "complaint_declined", Stands.CLOSED),
        ("criminal", ("2026-11-02 complaint_declined",), "criminal_complaint", Stands.OPEN),
        ("criminal", ("2026-11-02 dismissal",), "complaint_art12", Stands.OPEN),
        ("criminal", ("2026-11-02 prosecuted",), "statement_asked", Stands.OPEN),
        ("criminal", ("2026-11-02 judgment_final",), "appeal", Stands.CLOSED),
        ("compensation", (), "civil_claim", Stands.OPEN),
        ("compensation", (), "fund_applied", Stands.OPEN),
        ("compensation", (), "joined", Stands.LATER),
        ("compensation", ("2026-11-02 prosecuted",), "joined", Stands.OPEN),
        ("compensation", ("2026-11-02 conviction",), "order_imposed", Stands.OPEN),
        ("compensation", ("2026-11-02 acquittal",), "order_imposed", Stands.CLOSED),
    ],
)
def test_what_a_step_opens_and_shuts_elsewhere(
    track: str, steps: tuple[str, ...], code: str, stands: Stands
) -> None:
    found = stood(track, "2026-11-26", *steps).step(code)
    assert found is not None
    assert found.stands is stands


@pytest.mark.parametrize(
    ("steps", "complaint", "reflection", "residence"),
    [
        ((), "", "", ""),
        (("2026-11-01 complaint_considering",), "considering", "", ""),
        (("2026-11-02 complaint_declined", "2026-11-01 complaint_considering"), "no", "", ""),
        (
            ("2026-11-02 criminal_complaint", "2026-11-03 complaint_declined"),
            "yes",
            "criminal_complaint",
            "",
        ),
        (("2026-11-01 dublin",), "", "", "dublin"),
        (("2026-11-01 reflection_start", "2026-11-03 dublin"), "", "", "reflection_period"),
        (("2026-11-02 no_cooperation", "2026-11-01 reflection_start"), "", "neither", "unknown"),
        (("2026-11-02 other_cooperation",), "", "other_cooperation", ""),
        (("2025-11-02 permit_granted",), "", "", "b83_temporary"),
        (("2025-11-02 permit_granted", "2026-11-02 dismissal"), "", "", "unknown"),
        (("2026-11-02 reflection_start", "2026-11-03 dismissal"), "", "", "reflection_period"),
        (("2026-11-02 permit_unable_granted",), "", "", "b83_unable_to_cooperate"),
        (("2026-11-02 continued_granted",), "", "", "continued_stay"),
        (("2026-11-02 dutch", "2026-11-01 dublin"), "", "", "dutch"),
    ],
)
def test_what_was_entered_says_in_codes(steps, complaint, reflection, residence) -> None:
    said = status_of(happened(*steps))
    assert (said.complaint, said.reflection, said.residence) == (complaint, reflection, residence)
    for code, name in (
        (said.complaint, "criminal_complaint_state"),
        (said.reflection, "reflection_choice"),
        (said.residence, "residence_status"),
    ):
        assert code in {"", *codes_of(name)}
