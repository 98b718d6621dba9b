"""A web worker never carries the weight of the numbers: they belong to the worker process."""

import os
import subprocess
import sys

from kmt.project.environment import ROOT

HEAVY = ("numpy", "scipy", "numba", "unlisted", "typst", "font_source_sans_pro", "pylopdf_fonts_ar")
SERVE = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
{extra}
print(sorted(set({heavy!r}) & set(sys.modules)))
"""


def loaded_by(extra: str = "") -> str:
    """Which heavy packages a fresh process has loaded after importing every address."""
    done = subprocess.run(
        [sys.executable, "-c", SERVE.format(heavy=HEAVY, extra=extra)],
        env={
            **os.environ,
            "KMT_ENV": "test",
            "DJANGO_SETTINGS_MODULE": "kmt.project.settings",
            "PYTHONPATH": str(ROOT / "src"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_serving_every_address_loads_nothing_heavy() -> None:
    assert loaded_by() == "[]"


def test_the_check_would_see_it() -> None:
    assert loaded_by("import unlisted") != "[]"
