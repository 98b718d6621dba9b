"""The words of :mod:`kmt.shelter.wording` as template filters."""

from django import template

from kmt.shelter import wording

register = template.Library()

for _one in (
    wording.answer_words,
    wording.channel_word,
    wording.contra_word,
    wording.exit_reason_word,
    wording.exit_to_word,
    wording.fact_word,
    wording.language_word,
    wording.payer_basis_word,
    wording.payer_word,
    wording.reply_kind,
    wording.reply_word,
    wording.source_words,
    wording.stand_kind,
    wording.value_word,
):
    register.filter(_one.__name__, _one)
register.filter("shelter_kind", wording.kind_word)
register.filter("shelter_urgency", wording.urgency_word)


@register.filter
def stand_word(line: object) -> str:
    """How a request stands, with how it ended."""
    return wording.stand_word(getattr(line, "stand", ""), getattr(line, "end", ""))


@register.filter
def contra_words(codes: tuple[str, ...]) -> str:
    """The names of contra-indications."""
    return ", ".join(wording.contra_word(one) for one in codes)


@register.filter
def language_words(codes: tuple[str, ...]) -> str:
    """The names of languages."""
    return ", ".join(wording.language_word(one) for one in codes)
