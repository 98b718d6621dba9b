"""The pages of lessons: the list, one set with its steps, writing one."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kmt.kernel.actor import Actor
from kmt.kernel.door import StaffRequest, open_to
from kmt.knowledge.queries import articles
from kmt.prevention import actions, queries
from kmt.prevention.access import READ, WRITE
from kmt.prevention.forms import LessonForm
from kmt.prevention.views.trying import GET, GET_OR_POST, attempt


@open_to(READ)
@GET
def lessons(request: StaffRequest) -> HttpResponse:
    """The sets of lessons that anybody may use."""
    context = {
        "found": queries.lesson_sets(request.actor),
        "writes": request.actor.may(WRITE),
    }
    return render(request, "prevention/lessons.html", context)


@open_to(READ)
@GET
def lesson(request: StaffRequest, lesson_id: UUID) -> HttpResponse:
    """One set of lessons: goal, steps, material, and the articles that go with it."""
    found = queries.lesson_set(request.actor, lesson_id)
    titles = dict(_articles(request.actor)) if found.lessons.articles else {}
    context = {
        "found": found,
        "articles": [(one, titles[one]) for one in found.lessons.articles if one in titles],
        "writes": request.actor.may(WRITE),
    }
    return render(request, "prevention/lesson.html", context)


@open_to(WRITE)
@GET_OR_POST
def new_lesson(request: StaffRequest) -> HttpResponse:
    """Write down a set of lessons."""
    form = LessonForm(request.POST or None, articles=_articles(request.actor))
    status = 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.write_lessons(
                by=request.actor, lessons=form.lessons(), token=form.cleaned_data["token"]
            ),
        )
        if status == 302:
            messages.success(request, _("The lesson is written down."))
            return redirect("prevention:lessons")
    return render(request, "prevention/lesson_form.html", {"form": form}, status=status)


@open_to(WRITE)
@GET_OR_POST
def change_lesson(request: StaffRequest, lesson_id: UUID) -> HttpResponse:
    """Change a set of lessons; of two at once the second sees both texts."""
    found = queries.lesson_set(request.actor, lesson_id)
    begin = asdict(found.lessons) | {"version": found.version}
    choices = _articles(request.actor)
    there = {slug for slug, _title in choices}
    choices += [(one, one) for one in found.lessons.articles if one not in there]
    form, status = LessonForm(request.POST or None, articles=choices, initial=begin), 200
    if request.method == "POST":
        status = attempt(
            form,
            lambda: actions.change_lessons(
                by=request.actor,
                lesson_id=lesson_id,
                version=form.cleaned_data["version"] or 0,
                lessons=form.lessons(),
            ),
            version=found.version,
        )
        if status == 302:
            messages.success(request, _("The lesson is changed."))
            return redirect("prevention:lesson", lesson_id)
    context = {"form": form, "found": found, "conflict": status == 409}
    return render(request, "prevention/lesson_form.html", context, status=status)


def _articles(actor: Actor) -> list[tuple[str, str]]:
    """Address and title of every article that this reader sees."""
    return [(one.slug, one.title) for one in articles(actor, language=get_language() or "nl")]
