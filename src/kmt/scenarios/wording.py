"""Codes of scenarios in words: kinds of changes with their addresses, what a change says."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kmt.finance.pictures import key_words
from kmt.finance.reckoning import Budget
from kmt.finance.wording import CERTAINTY, euros, plain
from kmt.partners.region import region
from kmt.scenarios.changing import Change, ChangeKind
from kmt.scenarios.sensing import Lowest, Sensed

#: Per kind of change the end of its address.
SLUGS: Mapping[ChangeKind, str] = {
    ChangeKind.STREAM_ENDS: "stroom-stopt",
    ChangeKind.STREAM_ADDED: "stroom-erbij",
    ChangeKind.STREAM_AMOUNT: "ander-bedrag",
    ChangeKind.STREAM_CERTAINTY: "andere-zekerheid",
    ChangeKind.COST_AMOUNT: "andere-kosten",
    ChangeKind.KEY: "andere-sleutel",
    ChangeKind.INDEX: "andere-index",
    ChangeKind.LEAVES: "gemeente-vertrekt",
    ChangeKind.POPULATION: "andere-inwoners",
}
KIND_WORDS: Mapping[ChangeKind, Promise] = {
    ChangeKind.STREAM_ENDS: gettext_lazy("A stream ends"),
    ChangeKind.STREAM_ADDED: gettext_lazy("A stream is added"),
    ChangeKind.STREAM_AMOUNT: gettext_lazy("A stream brings another amount"),
    ChangeKind.STREAM_CERTAINTY: gettext_lazy("A stream becomes more or less certain"),
    ChangeKind.COST_AMOUNT: gettext_lazy("A cost becomes another amount"),
    ChangeKind.KEY: gettext_lazy("Another key"),
    ChangeKind.INDEX: gettext_lazy("Prices or wages rise otherwise"),
    ChangeKind.LEAVES: gettext_lazy("A municipality leaves"),
    ChangeKind.POPULATION: gettext_lazy("Another count of inhabitants"),
}
KIND_HINTS: Mapping[ChangeKind, Promise] = {
    ChangeKind.STREAM_ENDS: gettext_lazy("For instance a subsidy that is not given again."),
    ChangeKind.STREAM_ADDED: gettext_lazy("New money, decided or hoped for."),
    ChangeKind.STREAM_AMOUNT: gettext_lazy("More or less from a year on."),
    ChangeKind.STREAM_CERTAINTY: gettext_lazy("Temporary money becomes structural, or a decision."),
    ChangeKind.COST_AMOUNT: gettext_lazy("Saving, or more work."),
    ChangeKind.KEY: gettext_lazy("The same amount, divided otherwise."),
    ChangeKind.INDEX: gettext_lazy("One percentage for each year."),
    ChangeKind.LEAVES: gettext_lazy("The others carry its part, or it is lost."),
    ChangeKind.POPULATION: gettext_lazy("A newer count, with its year and source."),
}
SENSED_WORDS: Mapping[str, tuple[Promise, Promise, Promise | str]] = {
    "ends": (gettext_lazy("%(name)s stops"), gettext_lazy("stops"), ""),
    "stream": (gettext_lazy("%(name)s"), gettext_lazy("10% less"), gettext_lazy("10% more")),
    "cost": (gettext_lazy("%(name)s"), gettext_lazy("10% more"), gettext_lazy("10% less")),
    "index": (
        gettext_lazy("Rise of %(name)s"),
        gettext_lazy("1 point more each year"),
        gettext_lazy("1 point less each year"),
    ),
    "leaves": (
        gettext_lazy("%(name)s leaves, its part is lost"),
        gettext_lazy("leaves"),
        "",
    ),
}


def place(code: str) -> str:
    """The name of a municipality."""
    return dict(region().places).get(code, code)


def change_words(budget: Budget, change: Change, added: Mapping[str, str]) -> str:
    """What a change does, in one sentence."""
    return _SENTENCES[change.kind](change, _row_name(budget, change.row, added))


def _row_name(budget: Budget, row: str, added: Mapping[str, str]) -> str:
    rows = {one.id: one.name for one in budget.streams}
    rows |= {one.id: one.name for one in budget.costs}
    rows |= {one.code: one.name for one in budget.indexes}
    return (rows | dict(added)).get(row, _("something that is not in this budget any more"))


def _ends(change: Change, name: str) -> str:
    return _("%(name)s ends after %(year)s") % {"name": name, "year": change.year}


def _added(change: Change, _name: str) -> str:
    values = {
        "name": change.name,
        "amount": euros(change.amount),
        "year": change.year,
        "certainty": _certainty(change),
    }
    if change.until_year:
        values["until"] = change.until_year
        return _("%(name)s is added: %(amount)s a year, %(year)s to %(until)s, %(certainty)s") % (
            values
        )
    return _("%(name)s is added: %(amount)s a year from %(year)s, %(certainty)s") % values


def _certainty(change: Change) -> str:
    words = [str(CERTAINTY[change.certainty])]
    if change.probability is not None:
        words.append(_("chance %(chance)s") % {"chance": plain(change.probability)})
    words.append(
        _("on the decision “%(decision)s”") % {"decision": change.decision}
        if change.decision
        else _("without a decision")
    )
    return ", ".join(words)


def _amount(change: Change, name: str) -> str:
    values = {"name": name, "amount": euros(change.amount), "year": change.year}
    return _("%(name)s becomes %(amount)s a year from %(year)s") % values


def _sure(change: Change, name: str) -> str:
    values = {"name": name, "certainty": _certainty(change), "year": change.year}
    return _("%(name)s becomes %(certainty)s from %(year)s") % values


def _key(change: Change, _name: str) -> str:
    if change.key is None:
        return ""
    words = [key_words(change.key)]
    if change.key.floor is not None:
        words.append(_("at least %(amount)s each") % {"amount": euros(change.key.floor)})
    if change.key.cap is not None:
        words.append(_("at most %(amount)s each") % {"amount": euros(change.key.cap)})
    values = {"key": ", ".join(words), "year": change.year}
    return _("contributions divided %(key)s from %(year)s") % values


def _index(change: Change, name: str) -> str:
    percent = plain(change.percent or Decimal(0))
    values = {"name": name, "percent": percent, "year": change.year}
    return _("%(name)s rises by %(percent)s%% each year from %(year)s") % values


def _leaves(change: Change, _name: str) -> str:
    values = {"name": place(change.municipality), "year": change.year}
    if change.carried:
        return _("%(name)s leaves from %(year)s; the others carry its part") % values
    return _("%(name)s leaves from %(year)s; its part is lost") % values


def _population(change: Change, _name: str) -> str:
    if change.counts is None:
        return ""
    values = {
        "count": change.counts.year,
        "source": change.counts.source,
        "year": change.year,
    }
    return _("inhabitants of %(count)s (%(source)s) from %(year)s") % values


_SENTENCES: Mapping[ChangeKind, Callable[[Change, str], str]] = {
    ChangeKind.STREAM_ENDS: _ends,
    ChangeKind.STREAM_ADDED: _added,
    ChangeKind.STREAM_AMOUNT: _amount,
    ChangeKind.STREAM_CERTAINTY: _sure,
    ChangeKind.COST_AMOUNT: _amount,
    ChangeKind.KEY: _key,
    ChangeKind.INDEX: _index,
    ChangeKind.LEAVES: _leaves,
    ChangeKind.POPULATION: _population,
}


def ratio(value: Decimal | None) -> str:
    """A coverage with two digits, cut off: never 1 where it is not closed."""
    if value is None:
        return "–"
    return f"{value.quantize(Decimal('0.01'), rounding='ROUND_DOWN')}".replace(".", ",")


def more(amount: Decimal) -> str:
    """A difference with its sign: ``+ € 12,50``; a dash where nothing changes."""
    if not amount:
        return "–"
    return whole(f"{'+' if amount > 0 else '−'} {euros(abs(amount))}")


def whole(words: str) -> str:
    """An amount that is not broken at the end of a line."""
    return words.replace(" ", "\u00a0")


def chance(value: Fraction) -> str:
    """A chance as a percentage with one digit, which never says 0 or 100 where it is not."""
    tenths = round(value * 1000)
    if value and not tenths:
        return "< 0,1%"
    if value != 1 and tenths == 1000:
        return "> 99,9%"
    whole, tenth = divmod(tenths, 10)
    return f"{whole},{tenth}%" if tenth else f"{whole}%"


def sensed_words(one: Sensed) -> tuple[str, str, str]:
    """An assumption, and how it moves to worse and to better."""
    words, worse, better = SENSED_WORDS[one.kind]
    name = place(one.name) if one.kind == "leaves" else one.name
    return str(words) % {"name": name}, str(worse), str(better)


def lowest_words(one: Lowest | None) -> str:
    """The lowest coverage with its year."""
    if one is None:
        return "–"
    return f"{ratio(one.ratio)} ({one.year})"
