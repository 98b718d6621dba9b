"""Logs and the page for faults: kinds and places, never what somebody typed.

A name is planted in everything a fault carries: the form, the address, the query, the message of
the exception, the header. It may come out nowhere.
"""

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client

from kmt.kernel.safe_log import SafeFormatter

CANARY = "Xanthippe"


@pytest.fixture
def log_output():
    """What the handlers of the real settings write."""
    stream = io.StringIO()
    handlers = {"console": settings.LOGGING["handlers"]["console"] | {"stream": stream}}
    logging.config.dictConfig(settings.LOGGING | {"handlers": handlers})
    yield stream
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.urls("tests.access.doors")
def test_a_fault_leaves_its_kind_and_place_and_no_name(db, log_output):
    client = Client(raise_request_exception=False)
    response = client.post(
        f"/t/fails/?q={CANARY}",
        {"name": CANARY, "story": CANARY},
        HTTP_USER_AGENT=CANARY,
        HTTP_REFERER=f"https://example.org/{CANARY}",
        REMOTE_ADDR="203.0.113.77",
    )
    written = log_output.getvalue()
    assert response.status_code == 500
    assert "ValueError at" in written
    assert "doors.py:" in written
    assert "/t/fails" not in written
    for planted in (CANARY, "203.0.113.77"):
        assert planted not in written
        assert planted not in response.content.decode()
    assert "Er is bij ons iets misgegaan" in response.content.decode()


@pytest.mark.parametrize(
    "logger", ["django.request", "django.security", "django.db", "some.library"]
)
def test_words_of_others_are_not_written(log_output, logger):
    logging.getLogger(logger).error("Could not save %s", CANARY)
    written = log_output.getvalue()
    assert f"ERROR {logger} at" in written
    assert CANARY not in written
    assert "Could not save" not in written


def test_words_of_our_own_are_written(log_output):
    logging.getLogger("kmt.audit.actions").error("The head could not be noted.")
    assert "The head could not be noted." in log_output.getvalue()


def test_a_name_that_begins_like_ours_is_not_ours(log_output):
    logging.getLogger("kmtx").error("Could not save %s", CANARY)
    assert CANARY not in log_output.getvalue()


def test_a_fault_with_a_cause_names_both_kinds_and_no_message():
    try:
        try:
            raise KeyError(CANARY)
        except KeyError as cause:
            raise ValueError(CANARY) from cause
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, CANARY, (), None)
        record.exc_info = (type(error), error, error.__traceback__)
    line = SafeFormatter().format(record)
    assert "ValueError from KeyError at test_safe_log.py:" in line
    assert CANARY not in line
    assert "\n" not in line
