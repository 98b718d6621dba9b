"""Weights and counts of the product on the demo data; times are for ``./kmt bench`` alone."""

import os
import signal
import time

import pytest

from kmt.proof import bench
from kmt.proof.trial import Trial
from kmt.proof.visitor import Visitor
from tests.browser.conftest import Windows


@pytest.fixture
def colleagues(windows: Windows, demo: Trial) -> dict[str, Visitor]:
    """Everybody, logged in through the browser and measured without it."""
    found = {}
    for person in ("noor", "bram", "hanna", "eva", "farid"):
        found[person] = Visitor(demo.address)
        found[person].keep(windows.cookies(person))
    return found


def test_a_web_worker_stays_small(demo: Trial, colleagues: dict[str, Visitor]) -> None:
    """As ``./kmt bench memory`` has it: workers that just began, after a round by everybody.

    One that made documents holds some thirty MB more until it is renewed (docs/care.md).
    """
    os.kill(demo.process_id, signal.SIGHUP)  # the web server renews its workers
    time.sleep(3)
    figures = bench.memory(demo, colleagues)
    assert figures["met"], figures


def test_the_public_form_stays_light(demo: Trial) -> None:
    figures = bench.form(demo, {})
    assert figures["met"], figures


def test_no_page_after_log_in_asks_the_database_too_often(
    demo: Trial, colleagues: dict[str, Visitor]
) -> None:
    for role, found in bench.queries(demo, colleagues).items():
        assert found["status"] == 200, role
        assert 0 < found["queries"] <= 25, (role, found)


def test_reports_can_be_sent_one_after_the_other(
    demo: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "REPORTS", 2)
    assert bench.report(demo, {})["calls"] == 2
