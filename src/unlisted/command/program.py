"""The way in: read the words, do the work, print the answer, and end with the right code."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from unlisted.command.answers import ANSWERS, in_form
from unlisted.command.options import parser
from unlisted.command.telling import Telling
from unlisted.errors import UnlistedError

DONE, BAD_INPUT, INTERRUPTED = 0, 2, 130


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command.

    Parameters
    ----------
    words : sequence of str, optional
        The command line without the name of the program; that of the process when left out.

    Returns
    -------
    int
        0 done (a refusal is done), 2 bad input, 130 interrupted before anything was computed.
    """
    asked = parser().parse_args(words)
    telling = Telling(quiet=asked.quiet)
    try:
        text = answer(asked, telling)
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
        sys.stdout.flush()
    except UnlistedError as problem:
        telling.clear()
        print(f"unlisted: {problem}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        telling.clear()
        print("unlisted: stopped before there was anything to show.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader, `head` for one, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def answer(asked: Namespace, telling: Telling) -> str:
    """The answer to a command, in the form that was asked for."""
    if asked.command != "data":
        telling.first_use()
    found = ANSWERS[asked.command](asked, telling)
    telling.clear()
    return in_form(found, asked.form)
