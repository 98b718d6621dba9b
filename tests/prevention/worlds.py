"""A campaign and a lesson that addresses can name, for the table of who may open what."""

from datetime import date

from kmt.kernel.actor import Actor
from kmt.prevention.actions import plan_campaign, write_lessons
from kmt.prevention.rules import Lessons, Plan


def addresses(adviser: Actor, municipality: str) -> dict[str, dict[str, object]]:
    """A campaign in this municipality, and a lesson for everybody."""
    planned = Plan(
        title=f"Campagne {municipality}",
        kind="campaign",
        goal="Meer mensen weten waar zij iets kunnen vertellen.",
        first_day=date(2026, 1, 5),
        last_day=date(2026, 1, 6),
        owner="KMT",
        audiences=("residents",),
        municipalities=(municipality,),
    )
    campaign: dict[str, object] = {"campaign_id": plan_campaign(by=adviser, plan=planned)}
    set_of = Lessons(title="Les", audience="youth", minutes=10, goal="Weten", steps="10 Praten")
    lesson: dict[str, object] = {"lesson_id": write_lessons(by=adviser, lessons=set_of)}
    return {
        **{f"prevention:{page}": campaign for page in ("campaign", "change", "evaluate")},
        **{f"prevention:{page}": lesson for page in ("lesson", "change_lesson")},
    }
