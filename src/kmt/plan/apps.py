"""Tells Django that this room exists, ``care`` what it keeps with cases, the record its words."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class PlanConfig(AppConfig):
    """The room ``plan``."""

    name = "kmt.plan"
    label = "plan"

    def ready(self) -> None:
        """The plan goes, is shown and is told together with its case."""
        from kmt.care.beside import keep_beside
        from kmt.plan.beside import BESIDE

        keep_beside(BESIDE)
        explain(
            {
                "plan:text": "hulpplan: tekst van een leefgebied bewaard",
                "plan:draft": "hulpplan: concept bewaard",
                "plan:draft_dropped": "hulpplan: concept weggegooid",
                "plan:score": "hulpplan: cijfer toegevoegd",
                "plan:undone": "hulpplan: laatste handeling ongedaan gemaakt",
                "plan:action": "hulpplan: actie toegevoegd",
                "plan:action_ended": "hulpplan: actie afgevinkt",
                "plan:rescheduled": "hulpplan: acties verzet",
                "plan:template": "hulpplan: sjabloon ingevoegd",
                "plan:item": "hulpplan: controlelijst afgevinkt",
                "plan:agreed": "hulpplan: persoon stemde in",
                "plan:begun": "hulpplan: uitvoering begonnen",
                "plan:evaluated": "hulpplan: geëvalueerd",
                "plan:copy_given": "hulpplan: exemplaar voor de persoon",
                "plan:print": "hulpplan: afgedrukt",
            }
        )
