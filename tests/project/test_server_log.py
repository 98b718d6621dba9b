"""The log of the web server: that something went wrong, never who asked or what was sent."""

import io
import logging

import pytest
from gunicorn.config import Config

from kmt.project.serve import ServerLog, gunicorn_command

CANARY = "Xanthippe"


@pytest.fixture
def written():
    """A log of the server, and what it writes."""
    log, stream = ServerLog(Config()), io.StringIO()
    log.error_log.handlers = [logging.StreamHandler(stream)]
    return log, stream


def test_a_request_that_cannot_be_read_leaves_no_address_and_no_words(written) -> None:
    log, stream = written
    log.warning(f"Invalid request from ip=203.0.113.9: Invalid request line: '{CANARY}'")
    assert stream.getvalue() == "A request could not be read.\n"


def test_a_fault_leaves_its_kind_and_place_only(written) -> None:
    log, stream = written
    try:
        raise ValueError(CANARY)
    except ValueError:
        log.exception("Error handling request %s", f"/meldingen/?q={CANARY}")
    assert "ValueError at " in stream.getvalue()
    assert CANARY not in stream.getvalue()


def test_what_an_administrator_must_know_is_said(written) -> None:
    log, stream = written
    log.error("Connection in use: %s", "('127.0.0.1', 8000)")
    log.warning("Worker (pid:%s) was terminated", 7)
    assert (
        stream.getvalue()
        == "Connection in use: ('127.0.0.1', 8000)\nWorker (pid:7) was terminated\n"
    )


def test_the_server_uses_this_log() -> None:
    assert "--logger-class=kmt.project.serve.ServerLog" in gunicorn_command(8000, workers=1)
