"""How long a draft stays: terms by kind, the job of the night, a certificate, and no text after."""

from datetime import UTC, datetime, timedelta

import pytest

from kmt.access.actors import REPORTER
from kmt.access.rows import gate_open
from kmt.attachments.files import SentFile
from kmt.attachments.models import Attachment
from kmt.kernel import clock
from kmt.kernel.refusals import NotPermitted
from kmt.project.keeping import night_watch
from kmt.reception.actions import destroy_draft, drop_draft, keep_draft, send_draft
from kmt.reception.models import Draft
from kmt.reception.queries import id_of_label
from kmt.reception.retained import holdings, persons_in_use
from kmt.retention.actions import run_nightly
from kmt.retention.queries import certificate_of
from kmt.vault.models import DataKey
from tests.reception.conftest import STORY, all_drafts, reports, row_of, typed

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 26, 9, tzinfo=UTC)


@pytest.fixture
def night(django_capture_on_commit_callbacks):
    """Run the job so many days after the start; what it did to drafts and everything else."""

    def run(days: int) -> dict[str, int]:
        now = clock.frozen(START + timedelta(days=days))
        with now, django_capture_on_commit_callbacks(execute=True):
            taken = run_nightly(by=night_watch(), wait=14)
        return {step: number for step, number in taken.items() if number and step != "nothing"}

    return run


def kinds() -> list[str]:
    """The kind of each draft for the table of terms."""
    return sorted(one.kept.kind for one in holdings(night_watch()))


def test_each_draft_has_the_kind_of_what_became_of_it(desk, postman) -> None:
    keep_draft(by=postman, content=typed(), origin="mail", channel="email")
    keep_draft(by=desk, content=typed())
    sent = keep_draft(by=desk, content=typed(place="a"))
    send_draft(by=desk, draft_id=sent.draft_id, version=1)
    away = keep_draft(by=desk, content=typed(place="b"))
    drop_draft(by=desk, draft_id=away.draft_id, version=1, reason="double")
    assert kinds() == ["draft", "draft_over", "draft_over", "report_unrouted"]
    for one in holdings(night_watch()):
        assert one.keys == (f"draft:{one.object_id}",)
        assert one.persons == frozenset()


def test_what_nobody_touches_goes_after_four_weeks_with_key_files_and_a_certificate(
    desk, privacy_officer, night
) -> None:
    with clock.frozen(START):
        file = SentFile(name="a.txt", kind="txt", content=b"a", digest="1")
        draft_id = keep_draft(by=desk, content=typed(), files=[file]).draft_id
    assert night(14) == {}
    assert night(15) == {"propose": 1}
    assert night(28) == {}
    assert night(29) == {"destroy": 1}
    assert all_drafts() == []
    with gate_open(REPORTER):
        assert not Attachment.objects.exists()
    assert not DataKey.objects.filter(subject=f"draft:{draft_id}").exists()
    certificate = certificate_of(privacy_officer, "draft", draft_id)
    assert certificate is not None


def test_typing_again_starts_the_term_anew(desk, night) -> None:
    with clock.frozen(START):
        draft_id = keep_draft(by=desk, content=typed()).draft_id
    assert night(20) == {"propose": 1}
    with clock.frozen(START + timedelta(days=27)):
        keep_draft(by=desk, content=typed(place="nog iets"), draft_id=draft_id, version=1)
    assert night(29) == {"withdraw": 1}
    assert row_of(draft_id).version == 2


def test_of_a_mail_that_nobody_took_up_a_person_decides(postman, night) -> None:
    with clock.frozen(START):
        keep_draft(by=postman, content=typed(), origin="mail", channel="email")
    assert night(30) == {"propose": 1}
    assert night(60) == {}
    assert len(all_drafts()) == 1


def test_a_sent_draft_goes_after_two_weeks_and_its_report_stays(desk, night) -> None:
    with clock.frozen(START):
        draft_id = keep_draft(by=desk, content=typed()).draft_id
        send_draft(by=desk, draft_id=draft_id, version=1)
    assert night(1) == {"propose": 1}
    assert night(15)["destroy"] == 1
    assert all_drafts() == []
    assert len(reports()) == 1
    assert not DataKey.objects.filter(subject=f"draft:{draft_id}").exists()


def test_destroying_twice_is_nothing_and_only_the_job_may(desk) -> None:
    draft_id = keep_draft(by=desk, content=typed()).draft_id
    with pytest.raises(NotPermitted):
        destroy_draft(by=desk, object_id=draft_id)
    with pytest.raises(NotPermitted):
        persons_in_use(desk, ())
    assert destroy_draft(by=night_watch(), object_id=draft_id) == 1
    assert destroy_draft(by=night_watch(), object_id=draft_id) == 0


def test_who_decides_about_terms_finds_a_draft_by_its_label(desk, privacy_officer) -> None:
    draft_id = keep_draft(by=desk, content=typed()).draft_id
    assert id_of_label(privacy_officer, row_of(draft_id).label) == draft_id


def test_no_word_stands_readable_in_the_table(desk) -> None:
    keep_draft(by=desk, content=typed(contact="06 00 00 00 01", reporter_name="Kanarie"))
    with gate_open(REPORTER):
        (values,) = Draft.objects.values()
    seen = repr(values).encode() + bytes(values["content"])
    assert b"Kanarie" not in seen
    assert STORY[:12].encode() not in seen
