"""The night as one command: every step, in order, and no step that keeps another from its work."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kmt.project.management.commands import nightly


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that were carried out; each may be told to fail."""
    seen: list[str] = []
    monkeypatch.setattr(nightly, "call_command", lambda name, **_: seen.append(name))
    return seen


def test_every_step_is_taken_and_the_record_is_signed_last(called: list[str]) -> None:
    call_command("nightly", stdout=StringIO())
    assert called == [command for command, _ in nightly.STEPS]
    assert {"propose_retention", "forget_share_drafts", "forget_log_ins"} < set(called)
    assert called[-1] == "sign_audit_head"


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (CommandError("Er is geen sleutel."), "niet gelukt: Er is geen sleutel."),
        (RuntimeError("Jan Jansen, 1 januari 1990"), "niet gelukt: RuntimeError"),
    ],
)
def test_a_step_that_fails_is_named_without_what_it_was_about_and_the_others_run(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, said: str
) -> None:
    seen: list[str] = []

    def carry_out(name: str, **_: object) -> None:
        seen.append(name)
        if name == "propose_retention":
            raise problem

    monkeypatch.setattr(nightly, "call_command", carry_out)
    errors = StringIO()
    with pytest.raises(CommandError, match="Niet gelukt: bewaartermijnen"):
        call_command("nightly", stdout=StringIO(), stderr=errors)
    assert len(seen) == len(nightly.STEPS)
    assert said in errors.getvalue()
    assert "Jansen" not in errors.getvalue()


@pytest.mark.django_db
def test_the_night_really_runs_and_says_what_an_installation_still_lacks() -> None:
    out, errors = StringIO(), StringIO()
    call_command("nightly", stdout=out, stderr=errors)
    assert "0 voorgesteld" in out.getvalue()
    assert "0 inlogregels" in out.getvalue()
    assert "kenmerk" in out.getvalue()
    assert "twee plekken buiten deze machine" in errors.getvalue()


@pytest.mark.django_db
def test_without_a_key_to_sign_with_the_rest_is_done_and_the_failure_names_the_step(
    settings, tmp_path
) -> None:
    settings.KMT_AUDIT_KEY, settings.KMT_AUDIT_KEY_FILE = "", str(tmp_path / "nowhere")
    out, errors = StringIO(), StringIO()
    with pytest.raises(CommandError, match="het logboek ondertekenen"):
        call_command("nightly", stdout=out, stderr=errors)
    assert "0 inlogregels" in out.getvalue()
    assert "make_audit_key" in errors.getvalue()
