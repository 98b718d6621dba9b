"""``./kmt run``: serve with the real settings, after checking that they can carry it."""

import os
import sys
from io import StringIO

from gunicorn.glogging import Logger

from kmt.kernel.safe_log import what_and_where


class ServerLog(Logger):  # type: ignore[misc]
    """The log of the web server itself, without who asked and without what was sent.

    A request that cannot be read would stand in it with its first line and the address it came
    from; a fault with the address of the page and the words of the exception.
    """

    def warning(self, msg: object, *args: object, **kwargs: object) -> None:
        """Warn of an unreadable request in words of our own; of anything else as it is."""
        if str(msg).startswith("Invalid request"):
            msg, args = "A request could not be read.", ()
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: object) -> None:
        """The kind of a fault and its place in the code."""
        self.error("A request or a worker failed: %s", what_and_where(sys.exception()))


def gunicorn_command(port: int, *, workers: int, host: str = "127.0.0.1") -> list[str]:
    """The web server: synchronous workers, no access log (it would hold addresses)."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "kmt.project.wsgi:application",
        f"--bind={host}:{port}",
        f"--workers={workers}",
        "--no-control-socket",
        "--max-requests=5000",
        "--max-requests-jitter=500",
        "--log-level=warning",
        "--logger-class=kmt.project.serve.ServerLog",
    ]


def ready() -> list[str]:
    """What still stands in the way of serving, in sentences; empty when nothing does."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command
    from django.db import OperationalError

    from kmt.kernel import master_key
    from kmt.vault import key_check, restored

    problems = []
    try:
        master_key.current()
    except ImproperlyConfigured as wrong:
        problems.append(str(wrong))
    for database in ("default", "keys"):
        try:
            call_command("migrate", database=database, check_unapplied=True, stdout=StringIO())
        except (SystemExit, OperationalError):
            problems.append(
                f"De database {database!r} is er niet of is niet bijgewerkt: doe eerst "
                f"./kmt manage migrate --database {database}"
            )
    return problems or key_check.present() or restored.present()


def main() -> None:
    """Check, say what is missing or hand over to the web server."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kmt.project.settings")
    import django
    from django.conf import settings

    django.setup()
    problems = ready()
    if problems:
        print("Nog niet klaar om te starten:", *problems, sep="\n- ", file=sys.stderr)
        sys.exit(2)
    command = gunicorn_command(settings.KMT_PORT, workers=2)
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main()
