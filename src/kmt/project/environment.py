"""The environment, read once: every setting an installation has, typed, with its default.

Safe by default: production is the default and a switch loosens. What is missing or wrong is
listed in one go at the start. ``docs/reference/settings.md`` is generated from ``VARIABLES``.
"""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote

import environ

from kmt.attachments.scanning import place_of
from kmt.mailbox import place as mailbox

ROOT = Path(__file__).resolve().parents[3]
ENVIRONMENTS = ("production", "demo", "test")

#: name, default, what it is for (English; the generated table quotes it)
VARIABLES: tuple[tuple[str, str, str], ...] = (
    ("KMT_ENV", "production", "production, demo or test; demo and test use data of their own"),
    ("KMT_SECRET_KEY", "", "signing key of sessions and forms; required in production"),
    ("KMT_HOSTS", "localhost", "host names the product answers to, separated by commas"),
    ("KMT_VAR", "var", "folder for databases, files and logs"),
    ("KMT_DATABASE_URL", "", "database; empty: SQLite in the var folder"),
    ("KMT_KEYS_DATABASE_URL", "", "database of person keys; empty: SQLite in the var folder"),
    ("KMT_MASTER_KEY", "", "the master key itself; or use the file"),
    ("KMT_MASTER_KEY_FILE", "", "file with the master key; empty: var/master.key"),
    ("KMT_AUDIT_KEY", "", "the key that signs heads of the record; or use the file"),
    ("KMT_AUDIT_KEY_FILE", "", "file with that key; empty: var/audit.key"),
    ("KMT_AUDIT_DROP", "", "folder elsewhere that gets every signed head of the record"),
    ("KMT_AUDIT_MAIL", "", "addresses that get every signed head, separated by commas"),
    ("KMT_AUDIT_WEBHOOK", "", "https address that gets every signed head"),
    ("KMT_MAIL_URL", "", "mail server: smtp+tls://user:password@host:587"),
    ("KMT_MAIL_FROM", "", "address that those mails come from"),
    ("KMT_DIGEST_AT", "08:00", "from when colleagues are mailed on working days that work waits"),
    ("KMT_REGION_FILE", "regions/twente.toml", "the region this installation serves"),
    ("KMT_SESSION_HOURS", "10", "hours after which everyone logs in again"),
    ("KMT_SESSION_IDLE_MINUTES", "30", "minutes without a click after which a session ends"),
    ("KMT_FILES_PER_HOUR", "60", "different files one account may open in an hour"),
    ("KMT_RETENTION_WAIT_DAYS", "14", "days between proposing to destroy and destroying"),
    ("KMT_QUIET_REPORTS", "60", "reports in ten minutes before sending one costs a device work"),
    *mailbox.VARIABLES,
    ("KMT_CLAMAV", "", "virus scanner of this computer: unix:/run/clamav/clamd.ctl"),
    ("KMT_PORT", "8000", "port that ./kmt run listens on"),
    ("KMT_PROXIES", "0", "web servers in front, each adding its caller to X-Forwarded-For"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSettings:
    """What signs the heads of the record, and where they go."""

    key: str
    key_file: str
    drop: str
    mail: list[str]
    webhook: str
    mail_server: dict[str, object]
    mail_from: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The settings of this installation."""

    name: str
    secret_key: str
    hosts: list[str]
    var: Path
    factsheets: Path
    database: dict[str, object]
    keys_database: dict[str, object]
    master_key: str
    master_key_file: str
    record: RecordSettings
    region_file: Path
    session_hours: int
    session_idle_minutes: int
    files_per_hour: int
    digest_at: str
    retention_wait: int
    quiet_reports: int
    mailbox: mailbox.Place
    clamav: str
    port: int
    proxies: int


def read() -> Environment:
    """Read and check the environment; stops the program with a list of what is wrong."""
    env = environ.Env()
    get = {name: env.str(name, default=default) for name, default, _ in VARIABLES}
    name = get["KMT_ENV"]
    wrong = _wrong(get)
    if wrong:
        sys.exit("De instellingen kloppen nog niet:\n" + "\n".join(f"- {line}" for line in wrong))
    var = ROOT / get["KMT_VAR"] / ("" if name == "production" else name)
    own = name != "production"
    return Environment(
        name=name,
        secret_key=get["KMT_SECRET_KEY"] or f"only for {name}: nothing real is signed with this",
        hosts=["*"] if name == "test" else [*get["KMT_HOSTS"].split(","), "127.0.0.1"],
        var=var,
        factsheets=ROOT / get["KMT_VAR"] / "factsheets",
        database=_database(
            name, "" if own else get["KMT_DATABASE_URL"], var / "kmt.sqlite3", "kmt"
        ),
        keys_database=_database(
            name, "" if own else get["KMT_KEYS_DATABASE_URL"], var / "kmt-keys.sqlite3", "kmt_keys"
        ),
        master_key=_test_key() if name == "test" else ("" if own else get["KMT_MASTER_KEY"]),
        master_key_file=str(var / "master.key") if own else _key_file(get, var),
        record=_record_settings(name, get, var),
        region_file=ROOT / get["KMT_REGION_FILE"],
        session_hours=int(get["KMT_SESSION_HOURS"]),
        session_idle_minutes=int(get["KMT_SESSION_IDLE_MINUTES"]),
        files_per_hour=int(get["KMT_FILES_PER_HOUR"]),
        digest_at=get["KMT_DIGEST_AT"],
        retention_wait=int(get["KMT_RETENTION_WAIT_DAYS"]),
        quiet_reports=int(get["KMT_QUIET_REPORTS"]),
        mailbox=mailbox.Place() if own else mailbox.place_of(get),
        clamav="" if name == "test" else get["KMT_CLAMAV"],
        port=int(get["KMT_PORT"]),
        proxies=int(get["KMT_PROXIES"]),
    )


def keep_to_this_user(found: Environment) -> None:
    """Make the folder of the installation; what is written from here on is for this user alone."""
    os.umask(0o077)
    try:
        found.var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sys.exit(f"KMT_VAR: de map {found.var} kan niet worden gemaakt ({error.strerror}).")


def _wrong(get: dict[str, str]) -> list[str]:
    wrong = []
    if get["KMT_ENV"] not in ENVIRONMENTS:
        wrong.append(f"KMT_ENV is {get['KMT_ENV']!r}; kies uit {', '.join(ENVIRONMENTS)}.")
    if get["KMT_ENV"] == "production" and len(get["KMT_SECRET_KEY"]) < 50:
        wrong.append("KMT_SECRET_KEY ontbreekt of is korter dan 50 tekens.")
    if not (ROOT / get["KMT_REGION_FILE"]).is_file():
        wrong.append(f"KMT_REGION_FILE: {get['KMT_REGION_FILE']!r} bestaat niet.")
    scheme, colon, _ = get["KMT_MAIL_URL"].partition("://")
    if get["KMT_MAIL_URL"] and (not colon or scheme not in environ.Env.EMAIL_SCHEMES):
        wrong.append("KMT_MAIL_URL begint niet met smtp://, smtp+tls:// of smtp+ssl://.")
    numbers = (
        *("SESSION_HOURS", "SESSION_IDLE_MINUTES", "RETENTION_WAIT_DAYS"),
        *("QUIET_REPORTS", "PORT", "PROXIES"),
    )
    for name in (f"KMT_{one}" for one in numbers):
        if not get[name].isdigit():
            wrong.append(f"{name} is {get[name]!r}; het moet een getal zijn.")
    if get["KMT_CLAMAV"] and place_of(get["KMT_CLAMAV"]) is None:
        wrong.append(
            "KMT_CLAMAV is geen unix:/pad of tcp:127.0.0.1:poort; bestanden gaan nooit naar een "
            "andere computer."
        )
    return wrong + _wrong_times(get) + mailbox.wrong(get)


def _wrong_times(get: dict[str, str]) -> list[str]:
    at = get["KMT_DIGEST_AT"]
    if re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", at):
        return []
    return [f"KMT_DIGEST_AT is {at!r}; schrijf een tijd als 08:00."]


def _key_file(get: dict[str, str], var: Path) -> str:
    return get["KMT_MASTER_KEY_FILE"] or str(var / "master.key")


def _record_settings(name: str, get: dict[str, str], var: Path) -> RecordSettings:
    """In a demo and in a test nothing goes out, and no key of a real installation is used."""
    own = name != "production"
    told = {
        one: "" if own else get[one] for one in get if one.startswith(("KMT_AUDIT", "KMT_MAIL"))
    }
    server = told["KMT_MAIL_URL"]
    return RecordSettings(
        key=_test_key() if name == "test" else told["KMT_AUDIT_KEY"],
        key_file=told["KMT_AUDIT_KEY_FILE"] or str(var / "audit.key"),
        drop=told["KMT_AUDIT_DROP"],
        mail=[one.strip() for one in told["KMT_AUDIT_MAIL"].split(",") if one.strip()],
        webhook=told["KMT_AUDIT_WEBHOOK"],
        mail_server=dict(environ.Env.email_url_config(server)) if server else {},
        mail_from=told["KMT_MAIL_FROM"] if server else "",
    )


def _test_key() -> str:
    return "1 dGVzdCBrZXksIG5vdGhpbmcgcmVhbCBpcyBzZWFsZWQ="


def _database(env: str, url: str, sqlite: Path, name: str) -> dict[str, object]:
    host = os.environ.get("KMT_TEST_POSTGRES_HOST")
    if host and env == "test":
        user = os.environ.get("KMT_TEST_POSTGRES_USER", "postgres")
        url = f"postgres://{quote(user)}@{quote(host, safe='')}/{name}"
    found: dict[str, object] = dict(environ.Env.db_url_config(url or f"sqlite:///{sqlite}"))
    found["HOST"] = unquote(str(found.get("HOST") or ""))  # a folder, when it is a socket
    # A destroyed key must not live on in a log of changes beside the database (vault.routing).
    journal = "DELETE" if name == "kmt_keys" else "WAL"
    if "sqlite3" in str(found["ENGINE"]):
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL; "
            "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;",
        }
    return found
