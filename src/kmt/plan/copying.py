"""The victim's own copy of the plan, as a tagged PDF in their language.

In it stands what is theirs: their goals as typed, their own judgement, what is done by which
organisation and before when. Not in it: the situation in our words, results, names of people at
organisations, the number of the case, the name of the centre. Whoever finds it learns the less.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from uuid import UUID

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.kernel import clock
from kmt.kernel.typesetting import typeset
from kmt.plan.catalogue import DATA
from kmt.plan.reading import ActionRead, DomainRead, PlanRead
from kmt.plan.rules import JudgedBy, Standing
from kmt.plan.wording import LANGUAGES
from kmt.vocabulary.tables import rows

Words = Mapping[str, str]


def may_stand(action: ActionRead) -> bool:
    """Whether an action can stand in a copy: one that is open or was done."""
    return action.standing in {Standing.OPEN, Standing.DONE}


def render(plan: PlanRead, language: str, without: Collection[UUID], *, moment: datetime) -> bytes:
    """The copy as a PDF; goals that are still the proposal of a template are left out."""
    found = content(plan, language, without, on=clock.local(moment).date())
    return typeset(files("kmt.plan") / "typst" / "copy.typ", found, moment=moment)


def content(
    plan: PlanRead, language: str, without: Collection[UUID], *, on: date
) -> dict[str, object]:
    """Every word of the copy, in the language of the person; what they said as it was typed."""
    words = words_in(language)
    with override(language):
        parts = [_part(one, words, without) for one in plan.domains]
        agreed = plan.agreed
        return {
            "lang": language,
            "title": words["title"],
            "intro": words["intro"],
            "made": words["made"].format(day=_day(on)),
            "agreed": words["agreed"].format(day=_day(agreed.on))
            if agreed
            else words["not_agreed"],
            "parts": [one for one in parts if one],
            "next": words["next"].format(day=_day(plan.evaluation_due.on))
            if plan.evaluation_due
            else "",
            "keep": words["keep"],
            "change": words["change"],
            "goal": words["goal"],
            "columns": [words["what"], words["who"], words["when"]],
            "actions": words["actions"],
            "nothing": words["no_actions"],
        }


def answer(pdf: bytes) -> HttpResponse:
    """The PDF for the browser, under a name that says nothing."""
    headers = {
        "Content-Disposition": 'attachment; filename="plan.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def words_in(language: str) -> Words:
    """The words of the frame in one language."""
    return {key: found[language] for key, found in _all_words().items()}


@cache
def _all_words() -> Mapping[str, Words]:
    header = " ".join(("key", *LANGUAGES, "source", "status"))
    return {
        row.needed("key"): {one: row.needed(one) for one in LANGUAGES}
        for row in rows(DATA, "copy_words.csv", header)
    }


def _part(domain: DomainRead, words: Words, without: Collection[UUID]) -> dict[str, object] | None:
    goal = "" if domain.now.proposed else domain.now.text.goal
    shown = [one for one in domain.actions if may_stand(one) and one.id not in without]
    if not goal and not shown:
        return None
    name = words[domain.code]
    return {
        "name": name[:1].upper() + name[1:],
        "goal": goal,
        "score": _score(domain, words),
        "actions": [_action(one, words) for one in shown],
    }


def _score(domain: DomainRead, words: Words) -> str:
    """The last judgement of the person; ours is no part of it."""
    own = [one for one in domain.counting if one.judged_by == JudgedBy.VICTIM]
    return f"{words['how']}: {words[f'score_{own[-1].value}']}" if own else ""


def _action(action: ActionRead, words: Words) -> list[str]:
    done = action.standing == Standing.DONE
    who = action.organisation or words["coordinator"]
    return [action.what, who, words["done"] if done else _day(action.due.on)]


def _day(day: date) -> str:
    return str(date_format(day, "DATE_FORMAT"))
