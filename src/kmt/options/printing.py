"""The weighing as a tagged PDF in Dutch, made of the same words as its page."""

from importlib.resources import files

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.kernel import clock
from kmt.kernel.typesetting import typeset
from kmt.options import pictures, wording
from kmt.options.reading import OpinionSeen, WeighingView
from kmt.partners.region import region

NOT_STATED = "niet vermeld"


def paper(view: WeighingView) -> bytes:
    """Typeset; the same weighing gives the same bytes on the same day."""
    moment = view.concluded_at or clock.now().replace(hour=12, minute=0, second=0, microsecond=0)
    return typeset(files("kmt.options") / "typst" / "weighing.typ", content(view), moment=moment)


def content(view: WeighingView) -> dict[str, object]:
    """All words of the paper, in Dutch."""
    with override("nl"):
        counted = view.counted
        return {
            "centre": region().centre_short,
            "invented": settings.KMT_DEMO,
            "example": view.example,
            "title": view.title,
            "question": view.question,
            "background": view.background,
            "source": view.source,
            "state": str(wording.STATE_WORDS[view.state]),
            "made": date_format(clock.local(view.made_at), "j F Y"),
            "concluded": date_format(clock.local(view.concluded_at), "j F Y")
            if view.concluded_at
            else "",
            "advised": view.name_of(view.advised),
            "advice": view.advice,
            "conditions": list(view.conditions),
            "alternatives": [
                {"name": one.name, "words": one.words, "points": list(one.points)}
                for one in view.alternatives
            ],
            "matrix": [_row(row) for row in pictures.matrix(view)],
            "weights": view.weights_words,
            "counted": counted and _tables(pictures.counted_words(view, counted)),
            "dissent": [_opinion(one) for one in view.opinions if not one.agrees],
            "along": [_opinion(one) for one in view.opinions if one.agrees],
        }


def _row(row: pictures.Row) -> dict[str, object]:
    return {
        "criterion": row.criterion.name,
        "weight": row.weight,
        "cells": [
            {
                "words": cell.words or NOT_STATED,
                "stated": cell.stated,
                "source": cell.source,
                "scores": [f"{one.value} ({one.who}): {one.words}" for one in cell.scores],
            }
            for _name, cell in row.cells
        ],
    }


def _tables(found: dict[str, object]) -> dict[str, object]:
    return {
        name: [list(row) if isinstance(row, tuple) else row for row in value]
        if isinstance(value, list | tuple)
        else value
        for name, value in found.items()
    }


def _opinion(one: OpinionSeen) -> dict[str, object]:
    return {
        "who": f"{one.who}, {date_format(clock.local(one.at), 'j F Y')}",
        "words": one.words,
        "earlier": one.earlier,
    }
