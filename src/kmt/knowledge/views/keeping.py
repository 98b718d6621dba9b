"""The pages of who writes: what is due, one article with its versions, writing, comparing."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kmt.access.permissions import Permission
from kmt.entrance.readability import measure
from kmt.kernel.door import StaffRequest, open_to
from kmt.kernel.form_parts import show_refusal
from kmt.kernel.refusals import Conflict, Invalid, NotFound, Refused
from kmt.kernel.rich_text import plain, rich
from kmt.knowledge import actions, queries, wording
from kmt.knowledge.comparing import compare
from kmt.knowledge.forms import FactsForm, NewForm, TextForm, WhyForm
from kmt.knowledge.rules import FIRST, Text
from kmt.knowledge.seen import Editing, KeptLine, Managed

PREVIEW, PUBLISH = "preview", "publish"


@open_to(Permission.KNOWLEDGE_BASE_WRITE)
def manage(request: StaffRequest) -> HttpResponse:
    """Every article, what is due for review on top."""
    lines = queries.kept(request.actor)
    return render(
        request,
        "knowledge/manage.html",
        {
            "due": [_row(one) for one in lines if one.due],
            "rest": [_row(one) for one in lines if not one.due],
            "total": len(lines),
        },
    )


@open_to(Permission.KNOWLEDGE_BASE_WRITE)
def new(request: StaffRequest) -> HttpResponse:
    """Begin an article: its facts and its first Dutch text."""
    if request.method != "POST":
        token = {"token": uuid4(), "review_after": "P1Y"}
        return _new_page(request, NewForm(initial=token), TextForm(initial={"base": 0}))
    facts, text = NewForm(request.POST), TextForm(request.POST)
    if not (facts.is_valid() & text.is_valid()):
        return _new_page(request, facts, text, status=422)
    if request.POST.get("do") == PREVIEW:
        return _new_page(request, facts, text, preview=text.text())
    try:
        made = actions.begin_article(
            by=request.actor,
            slug=facts.cleaned_data["slug"],
            about=facts.about(),
            text=text.text(),
            why=text.cleaned_data["why"],
            article_id=facts.cleaned_data["token"],
        )
    except Refused as refused:
        _show(refused, facts, text)
        return _new_page(request, facts, text, status=refused.status)
    messages.success(request, _("Saved as a draft. Nobody else reads it yet."))
    return redirect("knowledge:managed", article_id=made)


@open_to(Permission.KNOWLEDGE_BASE_WRITE)
def edit(request: StaffRequest, article_id: UUID, language: str) -> HttpResponse:
    """Write the next version of a text, with a preview and how hard it is to read."""
    if language not in dict(settings.LANGUAGES):
        raise NotFound
    found = queries.editing(request.actor, article_id, language)
    if request.method == "POST":
        return _edited(request, found)
    newest = found.newest
    said = Text(title=newest.title, summary=newest.summary, body=newest.body) if newest else None
    initial: dict[str, object] = {"base": found.number}
    if said:
        initial |= {"title": said.title, "summary": said.summary, "body": said.body}
    form = TextForm(initial=initial, language=found.language)
    return _edit_page(request, found, form, preview=said)


@open_to(Permission.KNOWLEDGE_BASE_WRITE)
def managed(request: StaffRequest, article_id: UUID) -> HttpResponse:
    """One article: publish, withdraw, look again, its facts, every version."""
    if request.method != "POST":
        return _managed_page(request, article_id)
    facts, why = None, WhyForm(request.POST, auto_id=f"{_language(request)}-%s")
    try:
        if request.POST.get("do") == "facts":
            facts = FactsForm(request.POST, people=_people(request, article_id))
            _change(request, article_id, facts)
        else:
            if not why.is_valid():
                return _managed_page(request, article_id, why=why, status=422)
            _step(request, article_id, why.cleaned_data["why"])
    except Invalid as wrong:
        show_refusal(facts or why, wrong)
        return _managed_page(
            request, article_id, facts=facts, why=None if facts else why, status=wrong.status
        )
    except Refused as other:
        if other.status != Conflict.status:
            raise
        return _managed_page(request, article_id, other=other, status=other.status)
    messages.success(request, _("Saved."))
    return redirect("knowledge:managed", article_id=article_id)


@open_to(Permission.KNOWLEDGE_BASE_WRITE)
def version(request: StaffRequest, article_id: UUID, version_id: UUID) -> HttpResponse:
    """One version, and what differs from another: the one before it, or one that is chosen."""
    language, after, before, others = queries.comparable(
        request.actor, article_id, version_id, _chosen(request)
    )
    parts = [
        (name, compare(getattr(before, field) if before else "", getattr(after, field)))
        for name, field in (
            (_("Title"), "title"),
            (_("In one sentence"), "summary"),
            (_("Text of the article"), "body"),
        )
    ]
    return render(
        request,
        "knowledge/version.html",
        {
            "article_id": article_id,
            "language": language,
            "language_name": wording.language_word(language),
            "after": after,
            "before": before,
            "others": [one for one in others if one.id != after.id],
            "parts": parts,
            "html": rich(after.body),
            "turn": _turn(language),
        },
    )


def _edited(request: StaffRequest, found: Editing) -> HttpResponse:
    form = TextForm(request.POST, language=found.language)
    if not form.is_valid():
        return _edit_page(request, found, form, status=422)
    text, do = form.text(), request.POST.get("do", "")
    if do == PREVIEW:
        return _edit_page(request, found, form, preview=text)
    place = {"article_id": found.article_id, "language": found.language}
    why = form.cleaned_data["why"]
    try:
        number = actions.write_text(
            by=request.actor,
            article_id=found.article_id,
            language=found.language,
            text=text,
            base=form.cleaned_data["base"] or 0,
            why=why,
        )
    except actions.TwoTexts as two:
        now = queries.editing(request.actor, **place)  # type: ignore[arg-type]
        sent = request.POST.copy()
        sent["base"] = str(now.number)
        again = TextForm(sent, language=found.language)
        again.is_valid()
        return _edit_page(request, now, again, beside=two, status=two.status)
    except Refused as refused:
        _show(refused, form)
        return _edit_page(request, found, form, preview=text, status=refused.status)
    _put_out(request, found, number, why, wanted=do == PUBLISH)
    return redirect("knowledge:managed", article_id=found.article_id)


def _put_out(request: StaffRequest, found: Editing, number: int, why: str, *, wanted: bool) -> None:
    """Publish what was just saved, when that was asked; when it may not, the text stays saved."""
    if not wanted:
        messages.success(request, _("Saved as a draft. Nobody else reads it yet."))
        return
    try:
        actions.publish(
            by=request.actor,
            article_id=found.article_id,
            language=found.language,
            number=number,
            why=why,
        )
    except Refused as refused:
        messages.warning(request, f"{_('Saved, but not published.')} {refused.words}")
        return
    messages.success(request, _("Saved and published."))


def _change(request: StaffRequest, article_id: UUID, facts: FactsForm) -> None:
    """Change what holds in every language."""
    if not facts.is_valid():
        raise Invalid("Er klopt nog iets niet.")
    actions.change_facts(
        by=request.actor,
        article_id=article_id,
        about=facts.about(),
        owner=facts.cleaned_data["owner"],
        version=facts.cleaned_data["version"] or 0,
    )


def _step(request: StaffRequest, article_id: UUID, why: str) -> None:
    """Publish, withdraw, or say that it still holds."""
    do, language = request.POST.get("do", ""), _language(request)
    by = request.actor
    if do == PUBLISH:
        sent = request.POST.get("number", "")
        number = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 7 else 0
        actions.publish(by=by, article_id=article_id, language=language, number=number, why=why)
    elif do == "withdraw":
        actions.withdraw(by=by, article_id=article_id, language=language, why=why)
    elif do == "reviewed":
        actions.reviewed(by=by, article_id=article_id, why=why)
    else:
        raise Conflict(
            "Dit formulier zegt niet wat er moet gebeuren.", "Gebruik een knop op de pagina."
        )


def _new_page(
    request: StaffRequest,
    facts: NewForm,
    text: TextForm,
    *,
    preview: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"facts": facts, "text": text, **_reading(preview, FIRST)}
    return render(request, "knowledge/new.html", context, status=status)


def _edit_page(
    request: StaffRequest,
    found: Editing,
    form: TextForm,
    *,
    preview: Text | None = None,
    beside: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "found": found,
        "form": form,
        "beside": beside,
        "language_name": wording.language_word(found.language),
        "turn": _turn(found.language),
        "dutch_html": rich(found.dutch.body) if found.dutch else "",
        **_reading(preview, found.language),
    }
    return render(request, "knowledge/edit.html", context, status=status)


def _managed_page(
    request: StaffRequest,
    article_id: UUID,
    *,
    facts: FactsForm | None = None,
    why: WhyForm | None = None,
    other: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    found = queries.managed(request.actor, article_id)
    people = _people_of(found)
    initial = {
        "audience": found.line.audience,
        "kind": found.line.kind,
        "forms_of": list(found.forms),
        "sector": found.sector,
        "review_after": found.review_after,
        "sources": "\n".join(found.sources),
        "owner": found.owner_id,
        "version": found.version,
    }
    seen = {one.kept.language: one for one in found.languages}
    context = {
        "found": found,
        "facts": facts or FactsForm(initial=initial, people=people),
        "facts_open": facts is not None or other is not None,
        "why": why,
        "other": other,
        "row": _row(found.line),
        "kind": dict(wording.kind_pairs())[found.line.kind],
        "repeats": wording.term_word(found.review_after),
        "texts": [
            (code, name, kept, wording.state_word(kept.state) if kept else "",
             wording.state_kind(kept.state) if kept else "",
             seen[code].versions if kept else (), _why(why, code))
            for code, name, kept in wording.language_pairs(found.line.languages)
        ],
        "steps": [
            (wording.step_word(one.what), wording.language_word(one.language), one)
            for one in found.steps
        ],
    }  # fmt: skip
    return render(request, "knowledge/managed.html", context, status=status)


def _why(sent: WhyForm | None, code: str) -> WhyForm:
    """The reason of one language: what was sent, or an empty one with a name of its own."""
    name = f"{code}-%s"
    return sent if sent is not None and sent.auto_id == name else WhyForm(auto_id=name)


def _language(request: StaffRequest) -> str:
    sent = request.POST.get("language", FIRST)
    return sent if sent in dict(settings.LANGUAGES) else FIRST


def _people(request: StaffRequest, article_id: UUID) -> dict[str, str]:
    return _people_of(queries.managed(request.actor, article_id))


def _people_of(found: Managed) -> dict[str, str]:
    """Who can answer for it: who writes today, and who does so already."""
    now = {found.owner_id: found.line.owner or found.owner_id} if found.owner_id else {}
    return {**now, **queries.owners()}


def _row(one: KeptLine) -> dict[str, object]:
    return {
        "line": one,
        "audience": wording.audience_word(one.audience),
        "audience_kind": wording.audience_kind(one.audience),
        "languages": [
            (
                kept.language,
                wording.language_word(kept.language),
                wording.state_word(kept.state),
                wording.state_kind(kept.state),
                kept.waits,
            )
            for kept in one.languages
        ],
    }


def _reading(preview: Text | None, language: str) -> dict[str, object]:
    """The text as it will look, and what was counted in it (Dutch alone has the scale)."""
    if preview is None:
        return {"preview": None}
    pieces = [preview.title, preview.summary, *plain(preview.body)]
    reading = measure(pieces)
    word, kind = wording.verdict(reading)
    return {
        "preview": preview,
        "html": rich(preview.body),
        "reading": reading,
        "measured": language == FIRST,
        "verdict": word,
        "verdict_kind": kind,
        "counted": wording.counted(reading),
    }


def _show(refused: Refused, *shown: TextForm | NewForm) -> None:
    """Put a refusal at its fields, in whichever form has them."""
    if refused.status not in {409, 422}:
        raise refused
    names = getattr(refused, "fields", {})
    for form in shown:
        mine = {name: words for name, words in names.items() if name in form.fields}
        for name, words in mine.items():
            form.add_error(name, words)
    if not any(name in form.fields for form in shown for name in names):
        shown[0].add_error(None, refused.words)


def _chosen(request: StaffRequest) -> UUID | None:
    sent = request.GET.get("met", "")
    try:
        return UUID(sent) if sent else None
    except ValueError as wrong:
        raise NotFound from wrong


def _turn(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"
