"""A code of the second factor is used for the whole house, also when another process took it."""

from pathlib import Path

import pytest

from tests import installation

ACCOUNT = """
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from kmt.partners.models import Account
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
auth.time.time = lambda: 1_800_000_000  # one and the same half minute
code = auth.format_hotp_value(auth.hotp_value(SECRET, 1_800_000_000 // 30))
"""
MAKE = """
noor = Account.objects.create_account(email="noor@example.org", name="Noor Demo", password="x")
auth.TOTP.activate(noor, SECRET)
"""
USE = """
print(auth.TOTP(Authenticator.objects.get()).validate_code(code))
"""


@pytest.mark.database
def test_one_process_takes_a_code_and_the_next_refuses_it(tmp_path: Path) -> None:
    installation.install(tmp_path)
    assert installation.run(tmp_path, ACCOUNT + MAKE + USE) == "True\n"
    assert installation.run(tmp_path, ACCOUNT + USE) == "False\n"
