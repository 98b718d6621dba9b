"""A code of the second factor is used for the whole house, also when another process took it."""

from pathlib import Path

import pytest

from tests.installation import install, run

pytestmark = [pytest.mark.database, pytest.mark.slow]

MAKE = """
from allauth.mfa.totp.internal.auth import TOTP
from kmt.partners.models import Account
noor = Account.objects.create_account(email="noor@example.org", name="Noor", password="noor demo")
TOTP.activate(noor, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
"""
LOG_IN = """
import time
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
time.time = lambda: 1_800_000_000.0  # one and the same half minute
code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", 1_800_000_000 // 30))
client = Client()
client.post("/inloggen/", {"login": "noor@example.org", "password": "noor demo"})
for code in CODES:
    print(client.post("/inloggen/code/", {"code": code}).status_code, end=" ")
"""
RIGHT = LOG_IN.replace("CODES", "[code]")
WRONG = LOG_IN.replace("CODES", "['000000'] * 6")
TAKEN, REFUSED = "302 ", "200 "


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """An installation with one account and its app."""
    install(tmp_path)
    run(tmp_path, MAKE)
    return tmp_path


def test_one_process_takes_a_code_and_the_next_refuses_it(house: Path) -> None:
    assert run(house, RIGHT) == TAKEN
    assert run(house, RIGHT) == REFUSED


def test_wrong_codes_are_counted_over_all_processes(house: Path) -> None:
    assert run(house, WRONG) == REFUSED * 6
    assert run(house, WRONG) == REFUSED * 6
    assert run(house, RIGHT) == REFUSED, "after ten wrong codes the right one has to wait too"
