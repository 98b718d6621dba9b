"""``./kmt run``: serve with the real settings, after checking that they can carry it."""

import os
import sys
from io import StringIO


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
    ]


def ready() -> list[str]:
    """What still stands in the way of serving, in sentences; empty when nothing does."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import call_command

    from kmt.kernel import master_key

    problems = []
    try:
        master_key.current()
    except ImproperlyConfigured as wrong:
        problems.append(str(wrong))
    for database in ("default", "keys"):
        try:
            call_command("migrate", database=database, check_unapplied=True, stdout=StringIO())
        except SystemExit:
            problems.append(
                f"De database {database!r} is niet bijgewerkt: doe eerst "
                f"./kmt manage migrate --database {database}"
            )
    return problems


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
