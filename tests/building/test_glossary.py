"""The words of the program are in the glossary: models, states and permissions."""

import importlib
import re

from django.apps import apps

from kmt.access.permissions import Permission
from tests.building.tree import ROOMS, ROOT


def missing(words: list[str], page: str) -> list[str]:
    """Words that the page does not explain."""
    explained = set(re.findall(r"`([^`]+)`", page)) | set(re.findall(r"[\w.]+", page))
    return [word for word in words if word not in explained]


def words_of_the_program() -> list[str]:
    """Every model, every state, and the thing and verb of every permission."""
    words = [model.__name__ for model in apps.get_models() if model._meta.app_label in ROOMS]
    words += sorted({word for permission in Permission for word in permission.split(".")[1:]})
    for room in ("intake", "care", "conference"):
        states = importlib.import_module(f"kmt.{room}.states")
        words += sorted(states.STATES)
    return words


def test_every_model_state_and_permission_is_explained() -> None:
    page = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert missing(words_of_the_program(), page) == []


def test_a_missing_word_is_found() -> None:
    assert missing(["Gossip", "Report"], "| melding | `Report` |") == ["Gossip"]
