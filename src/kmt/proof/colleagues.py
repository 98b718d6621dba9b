"""The colleagues of a running demo as visitors, each through password and second factor."""

import base64
import hmac
import json
import sys
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from kmt.proof.trial import Trial, said_by
from kmt.proof.visitor import Visitor

CODE_SECONDS = 30


def log_everybody_in(trial: Trial) -> dict[str, Visitor]:
    """Per role a visitor who went through password and second factor."""
    code = "import kmt.proof.colleagues as c; c.print_log_ins()"
    people = json.loads(said_by(["-c", code], trial.environment))
    return {role: enter(trial, who) for role, who in people.items()}


def enter(trial: Trial, who: Mapping[str, str]) -> Visitor:
    """A visitor who logged in with this ``email``, ``password`` and ``secret``."""
    visitor = Visitor(trial.address, trial.in_front)
    typed = {"login": who["email"], "password": who["password"]}
    page = visitor.send(visitor.get("/inloggen/"), typed=typed)
    done = visitor.send(page, typed={"code": six_digits(who["secret"])})
    if urlsplit(visitor.get("/werk/").url).path.startswith("/inloggen"):
        raise RuntimeError(f"{who['email']} could not log in: {done.status} {done.url}")
    return visitor


def six_digits(secret: str) -> str:
    """The code of this moment (RFC 6238), not one that expires while it is under way."""
    left = CODE_SECONDS - time.time() % CODE_SECONDS
    if left < 3:
        time.sleep(left)
    counter = int(time.time() // CODE_SECONDS).to_bytes(8, "big")
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def print_log_ins() -> None:
    """For the process that measures: how the demo people log in. Runs inside the demo."""
    import django

    django.setup()
    from kmt.demo.people import PASSWORD, PEOPLE

    people = {
        one.role: {"email": one.email, "password": PASSWORD, "secret": one.secret} for one in PEOPLE
    }
    sys.stdout.write(json.dumps(people) + "\n")
