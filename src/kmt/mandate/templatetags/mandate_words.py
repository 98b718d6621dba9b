"""The words of :mod:`kmt.mandate.wording` as template filters."""

from django import template

from kmt.mandate import wording

register = template.Library()


@register.filter
def standing_kind(code: str) -> str:
    """The colour of a standing."""
    return wording.KINDS.get(code, "")


@register.filter
def ask_words(code: str) -> str:
    """Why something is asked."""
    return str(wording.ASKS[code])


@register.filter
def proof_word(code: str) -> str:
    """The kind of a piece of evidence."""
    return str(wording.PROOFS[code])


@register.filter
def opinion_word(code: str) -> str:
    """What the adviser thinks."""
    return str(wording.OPINIONS[code])


@register.filter
def opinion_kind(code: str) -> str:
    """The colour of an opinion."""
    return wording.OPINION_KINDS[code]


@register.filter
def status_word(code: str) -> str:
    """What an obligation or figure rests on."""
    return str(wording.STATUSES[code])


@register.filter
def theme_words(theme: int) -> str:
    """The name of a theme."""
    return wording.theme_word(theme)


@register.filter
def term_words(term: str) -> str:
    """How long evidence counts."""
    return wording.term_word(term)


@register.filter
def history_words(line: object) -> str:
    """What a line of the history says."""
    return wording.history_word(getattr(line, "kind", ""), getattr(line, "words", ""))


@register.filter
def history_kind(kind: str) -> str:
    """The colour of a line of the history."""
    return {**wording.KINDS, **wording.OPINION_KINDS, "withdrawn": "stop"}.get(kind, "")
