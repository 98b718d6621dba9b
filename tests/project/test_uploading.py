"""Hostile files through the public form, few here; ten thousand with ``./kmt bench uploads``."""

import random

import pytest

from kmt.proof import uploading
from kmt.proof.hostile_files import hostile_upload
from kmt.proof.uploading import send_hostile


def test_every_hostile_file_ends_in_a_receipt_or_a_sentence_and_hides_nothing(db) -> None:
    found = send_hostile(40, seed=1)
    assert found.wrong == []
    assert found.statuses.total() == 40
    assert set(found.statuses) == {200, 422}
    assert found.kept


def test_the_same_seed_gives_the_same_files() -> None:
    one, again = ([hostile_upload(random.Random(n)) for n in range(10)] for _ in range(2))
    assert one == again


def test_what_hides_in_a_file_is_seen(db, monkeypatch) -> None:
    monkeypatch.setattr(uploading, "_RUNS", (b"PNG", b"JFIF", b"%PDF"))
    assert send_hostile(10, seed=1).wrong


@pytest.mark.parametrize("answer", [500, 200])
def test_an_answer_without_a_sentence_is_seen(answer, db, monkeypatch) -> None:
    monkeypatch.setattr(uploading, "_ERROR", uploading.re.compile("staat er niet"))
    monkeypatch.setattr(uploading, "_RECEIPT", uploading.re.compile("staat er niet"))
    assert len(send_hostile(3, seed=answer).wrong) >= 3
