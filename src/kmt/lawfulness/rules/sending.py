"""The words that go along with what is shared: the receiver is bound, and must know to what."""

from collections.abc import Iterable
from datetime import date

#: What comes with a share and binds the receiver; the rest of it binds us.
FOR_RECEIVER = frozenset(
    {
        "destroy_if_refused",
        "hit_only",
        "limits_respected",
        "link_destroyed",
        "never_to_subject",
        "no_account",
        "no_other_use",
        "only_note_of_passing",
        "removed_at_once",
        "yearly_feedback",
    }
)


def words_along(
    *,
    purpose: str,
    data: str,
    expires_on: date,
    limits: str,
    binding: Iterable[str],
    feedback_due_on: date | None,
) -> str:
    """A short text to send along; it says nothing about the person."""
    lines = [
        f"U ontvangt deze gegevens ({data}) alleen voor: {purpose}.",
        "Geef ze niet door aan anderen en gebruik ze nergens anders voor. Is dat toch nodig, vraag "
        "het ons dan eerst.",
        f"Bewaar ze niet langer dan nodig, en uiterlijk tot en met {expires_on:%d-%m-%Y}, tenzij "
        "een wet u verplicht ze langer te bewaren.",
    ]
    lines += [f"Daarbij geldt: {one}." for one in binding]
    lines += [f"Grenzen van wie de gegevens leverde: {limits}"] if limits.strip() else []
    if feedback_due_on:
        lines.append(f"Laat ons uiterlijk {feedback_due_on:%d-%m-%Y} weten wat het opleverde.")
    return "\n".join(lines)
