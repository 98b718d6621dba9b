"""What can be asked on the command line, and in which words."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from unlisted.loglinear.families import Order

METHODS = (
    "bic",
    "aic",
    "aicc",
    "stepwise",
    "downhill",
    "fixed",
    "independence",
    "chao",
    "zelterman",
    "coverage",
    "dga",
    "lcm",
)
ORDERS: Mapping[str, Order] = {"2": 2, "3": 3, "all": "all"}
FILE = "a CSV file with one 0/1 column per list and a column count, a TOML table, or - for input"


def parser() -> argparse.ArgumentParser:
    """The whole command line; every command has `--help`."""
    whole = argparse.ArgumentParser(
        prog="unlisted",
        description="How many people are on no list at all, and when not to say.",
        epilog="Exit code 0: done (a refusal is done); 2: bad input, with one sentence.",
    )
    commands = whole.add_subparsers(dest="command", required=True, metavar="command")
    _estimate(commands.add_parser("estimate", help="one method, with its interval"))
    _models(commands.add_parser("models", help="the models, ranked"))
    _assess(commands.add_parser("assess", help="may the number be shown? the whole battery"))
    _strata(commands.add_parser("strata", help="an estimate per level of strata, adding up"))
    _borrow(commands.add_parser("borrow", help="a small region, with strength of its neighbours"))
    _help_wanted(commands.add_parser("help-wanted", help="which list or year would help most?"))
    _simulate(commands.add_parser("simulate", help="a table of an invented population"))
    _coverage(commands.add_parser("coverage", help="how often does the interval hold the truth?"))
    data = commands.add_parser("data", help="the published tables that are carried along")
    data.add_argument("name", nargs="?", help="give this table itself, as CSV")
    _forms(data)
    return whole


def _forms(command: argparse.ArgumentParser) -> None:
    """Output in another form than text, and how much to say meanwhile."""
    form = command.add_mutually_exclusive_group()
    for name in ("text", "json", "csv", "html"):
        form.add_argument(
            f"--{name}", dest="form", action="store_const", const=name, help=f"answer as {name}"
        )
    command.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _work(command: argparse.ArgumentParser, *, bootstrap: int) -> None:
    """How the work is done; none of it but the seed and the replicates changes a figure."""
    command.add_argument(
        "--bootstrap",
        type=int,
        default=bootstrap,
        metavar="B",
        help="resampled tables; 0: the point alone (default %(default)s)",
    )
    command.add_argument(
        "--level", type=float, default=0.95, help="nominal level (default %(default)s)"
    )
    command.add_argument("--seed", type=int, default=1, help="default %(default)s")
    command.add_argument("--jobs", type=int, default=2, help="threads (default %(default)s)")


def _order(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--order", choices=sorted(ORDERS), default="2", help="largest interaction (default 2)"
    )


def _estimate(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help=FILE)
    command.add_argument("--method", choices=METHODS, default="bic", help="default %(default)s")
    _order(command)
    command.add_argument("--model", help='with --method fixed: its interactions, as "A:B,C:D"')
    _work(command, bootstrap=1000)
    _forms(command)


def _models(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help=FILE)
    _order(command)
    command.add_argument("--criterion", choices=("bic", "aic", "aicc"), default="bic")
    command.add_argument("--top", type=int, default=20, help="how many (default %(default)s)")
    command.add_argument("--jobs", type=int, default=2, help="threads (default %(default)s)")
    _forms(command)


def _assess(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help=FILE)
    command.add_argument("--method", choices=METHODS[:5], default="bic", help="default %(default)s")
    _order(command)
    command.add_argument("--recall", type=float, help="known share of true links that were made")
    command.add_argument("--precision", type=float, help="known share of links that are true")
    command.add_argument(
        "--referral",
        nargs="*",
        metavar="LIST",
        help="lists that people are sent to from another list by design; no name: there is none",
    )
    command.add_argument(
        "--same-population",
        choices=("yes", "no"),
        help="whether all lists describe the same people, area and period",
    )
    _work(command, bootstrap=1000)
    _forms(command)


def _strata(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help=FILE)
    command.add_argument(
        "--by", required=True, nargs="+", metavar="COLUMN", help="the columns with the strata"
    )
    command.add_argument(
        "--unknown", metavar="WORD", help="the word for a person whose level nobody registered"
    )
    command.add_argument("--years", metavar="COLUMN", help="one of them is a year: a smooth trend")
    command.add_argument("--degree", type=int, default=2, help="of that trend (default 2)")
    _work(command, bootstrap=500)
    _forms(command)


def _borrow(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help=f"the region: {FILE}")
    command.add_argument(
        "--others",
        nargs="+",
        default=[],
        metavar="FILE",
        help="one file: the rest of the nation; several: neighbours; none: ties shrink to zero",
    )
    command.add_argument(
        "--includes-region", action="store_true", help="the other table counts the region as well"
    )
    command.add_argument(
        "--share",
        type=float,
        help="share of the inhabitants, to set the share of the nation beside",
    )
    command.add_argument(
        "--spread", type=float, default=0.5, help="how far ties of regions lie apart (default 0.5)"
    )
    command.add_argument("--level", type=float, default=0.95, help="default %(default)s")
    command.add_argument("--seed", type=int, default=1, help="default %(default)s")
    command.add_argument("--jobs", type=int, default=2, help="threads (default %(default)s)")
    _forms(command)


def _help_wanted(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", help=FILE)
    command.add_argument(
        "--list",
        nargs="+",
        action="append",
        metavar="WORD",
        help="a list that might be had: NAME [REACH [OVERLAP]], its share of the population and "
        "the share of its people who are on a known list; may be repeated",
    )
    command.add_argument("--years", type=float, default=1.0, help="years that the table covers")
    command.add_argument(
        "--more-years", type=float, nargs="+", default=[1.0], help="years to add (default 1)"
    )
    command.add_argument(
        "--simulations", type=int, default=100, help="worlds drawn (default %(default)s)"
    )
    _work(command, bootstrap=200)
    _forms(command)


def _scenario(command: argparse.ArgumentParser, *, several: bool) -> None:
    many = "+" if several else None
    for name, kind, default, words in (
        ("scenario", str, "independence", "how people come on lists"),
        ("population", int, 230, "people in all"),
        ("lists", int, 4, "number of lists"),
    ):
        command.add_argument(
            f"--{name}",
            type=kind,
            nargs=many,
            default=[default] if several else default,
            help=f"{words} (default {default})",
        )


def _simulate(command: argparse.ArgumentParser) -> None:
    _scenario(command, several=False)
    command.add_argument("--seed", type=int, default=1, help="default %(default)s")
    _forms(command)


def _coverage(command: argparse.ArgumentParser) -> None:
    _scenario(command, several=True)
    command.add_argument("--method", choices=METHODS, default="bic", help="default %(default)s")
    command.add_argument(
        "--simulations", type=int, default=100, help="tables each (default %(default)s)"
    )
    command.add_argument("--store", help="a file to keep each table's outcome in, and to resume")
    _work(command, bootstrap=200)
    _forms(command)
