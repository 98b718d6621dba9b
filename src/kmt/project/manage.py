"""``./kmt manage …``: the administrator's commands."""

import os
import sys

from django.core.management import execute_from_command_line


def main(arguments: list[str]) -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kmt.project.settings")
    execute_from_command_line(["./kmt manage", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
