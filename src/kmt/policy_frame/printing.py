"""A version of the policy frame as a tagged PDF: a draft says so."""

from datetime import datetime, time
from importlib.resources import files

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.kernel import clock
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region
from kmt.policy_frame.reading import FrameView, GoalSeen
from kmt.policy_frame.wording import LIGHTS, figure, progress_words, reason, target_words


def frame_pdf(view: FrameView) -> bytes:
    """Typeset it; on one day the same version gives the same bytes."""
    template = files("kmt.policy_frame") / "typst" / "frame.typ"
    moment = datetime.combine(clock.today(), time(), clock.DUTCH_TIME)
    return typeset(template, frame_content(view), moment=moment)


def frame_content(view: FrameView) -> dict[str, object]:
    """Every word of it, in Dutch, with the values of today."""
    with override("nl"):
        stand = "concept, nog niet vastgesteld"
        if view.line.adopted_on is not None:
            day = date_format(view.line.adopted_on, "j F Y")
            stand = f"vastgesteld op {day} door {view.line.adopted_by}"
        return {
            "centre": region().centre,
            "region": region().name,
            "title": view.line.title,
            "number": str(view.line.number),
            "stand": stand,
            "draft": view.draft,
            "invented": settings.KMT_DEMO,
            "today": date_format(clock.today(), "j F Y"),
            "ambition": view.ambition,
            "tally": [
                f"{view.tally[light]} {words}"
                for light, (words, _kind) in LIGHTS.items()
                if view.tally[light]
            ],
            "goals": [_goal(one) for one in view.goals],
            "evaluations": [
                [date_format(one.on, "j F Y"), one.found, one.changes] for one in view.evaluations
            ],
        }


def _goal(goal: GoalSeen) -> dict[str, object]:
    return {
        "title": goal.title,
        "words": goal.words,
        "results": [
            {
                "title": one.title,
                "measure": one.measure,
                "light": str(LIGHTS[one.judged.light][0]),
                "value": figure(one.reading.value, one.unit) if one.reading else "–",
                "of": f"{date_format(one.reading.on, 'j b Y')}, {one.reading.base}"
                if one.reading
                else "",
                "source": one.reading.source if one.reading else "",
                "target": target_words(one),
                "reason": reason(one),
                "actions": [
                    [
                        action.what,
                        action.organisation,
                        date_format(action.due, "j b Y"),
                        progress_words(action.progress),
                    ]
                    for action in one.actions
                ],
            }
            for one in goal.results
        ],
    }
