"""The minutes of a meeting as a tagged PDF: a draft until a next meeting adopts them."""

from importlib.resources import files

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.governance.reading import MeetingView
from kmt.governance.wording import KINDS, PRESENCES, STANDS
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region


def minutes(seen: MeetingView) -> bytes:
    """Typeset the minutes; the same minutes give the same bytes."""
    content = minutes_content(seen)
    template = files("kmt.governance") / "typst" / "minutes.typ"
    return typeset(template, content, moment=seen.line.meets_at)


def minutes_content(seen: MeetingView) -> dict[str, object]:
    """Every word of the minutes, in Dutch."""
    line = seen.line
    with override("nl"):
        stand = "concept, nog niet vastgesteld"
        if seen.adopted_on is not None:
            stand = f"vastgesteld in de vergadering van {date_format(seen.adopted_on, 'j F Y')}"
        return {
            "centre": region().centre,
            "body": line.body,
            "number": seen.number,
            "moment": f"{date_format(line.meets_at, 'l j F Y')}, {line.meets_at:%H:%M} uur",
            "place": line.place,
            "stand": stand,
            "draft": not line.adopted,
            "invented": settings.KMT_DEMO,
            "attendance": [
                [one.organisation, str(PRESENCES[one.presence])] for one in seen.attendance
            ],
            "items": [
                {
                    "position": str(one.position),
                    "title": one.title,
                    "kind": str(KINDS[one.kind]),
                    "allowed": str(one.allowed),
                    "link": one.link,
                    "papers": [paper.name for paper in one.files],
                    "said": one.said,
                }
                for one in seen.items
            ],
            "decisions": [[one.title, one.decided] for one in seen.decisions],
            "actions": [
                [one.what, one.who, date_format(one.due, "j b Y"), str(STANDS[one.stand])]
                for one in seen.actions
            ],
        }
