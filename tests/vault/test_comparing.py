"""Two persons beside each other: what agrees, what differs, in words, and who comes first."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.vault.blinding import Blinder
from kmt.vault.rules import Identity
from kmt.vault.rules.comparing import (
    SEARCH_PURPOSES,
    Comparison,
    Tokens,
    compare,
    finding,
    may_search,
)
from kmt.vault.rules.tokens import Kind, Token, tokens_of
from kmt.vault.wordlists import wordlists

TODAY = date(2026, 11, 26)
BLINDER = Blinder(b"k" * 32)
JAN = Identity(
    name="Jan Jansen",
    birth_date=date(1990, 5, 7),
    contact="06 1234 5678, jan@example.org",
    bsn="123456782",
    v_number="1234567890",
)


def blind(identity: Identity) -> Tokens:
    lists = wordlists()
    found: dict[Kind, set[int]] = {}
    tokens = tokens_of(identity, TODAY, lists.letters, lists.names_of)
    for kind, token in BLINDER.blind(tokens):
        found.setdefault(kind, set()).add(token)
    return {kind: frozenset(tokens) for kind, tokens in found.items()}


def beside(asked: Identity, known: Identity = JAN) -> Comparison:
    return compare(blind(asked), blind(known))


@pytest.mark.parametrize(
    ("asked", "agreeing", "differing"),
    [
        (Identity(name="Jansen, Jan"), "naam", ""),
        (Identity(name="Johannes Jansen"), "deel van de naam, en de roepnaam past", ""),
        (Identity(name="Hans Janssen"), "roepnaam past, en de naam klinkt gelijk", ""),
        (Identity(name="J. Jansen"), "deel van de naam, en een voorletter", ""),
        (Identity(name="J. Janssen"), "naam klinkt gelijk, en een voorletter", ""),
        (Identity(name="Piet Jansen"), "deel van de naam", ""),
        (Identity(name="Piet Janssen"), "deel van de naam klinkt gelijk", ""),
        (Identity(name="Piet de Boer"), "", "naam"),
        (Identity(birth_date=date(1990, 5, 7)), "geboortedatum", ""),
        (
            Identity(birth_date=date(1990, 7, 5)),
            "geboortedatum, met dag en maand verwisseld",
            "",
        ),
        (Identity(birth_date=date(1990, 5, 8)), "", "geboortedatum"),
        (
            Identity(name="Jan Jansen", birth_date=date(1991, 1, 1)),
            "naam",
            "geboortedatum (het jaar ligt dichtbij)",
        ),
        (
            Identity(name="Jan Jansen", birth_date=date(1960, 1, 1)),
            "naam",
            "geboortedatum",
        ),
        (Identity(name="Jan Jansen", estimated_age=36), "naam; leeftijd", ""),
        (Identity(name="Jan Jansen", estimated_age=16), "naam", "leeftijd"),
        (Identity(contact="+31612345678"), "telefoonnummer", ""),
        (Identity(contact="0687654321"), "", ""),
        (Identity(contact="JAN@example.org"), "e-mailadres", ""),
        (Identity(bsn="123456782"), "BSN", ""),
        (Identity(name="Jan Jansen", bsn="111222333"), "naam", "BSN"),
        (Identity(v_number="1234567890", name="Ali Omar"), "V-nummer", "naam"),
        (Identity(documents=("123456782",)), "", ""),
    ],
)
def test_what_agrees_and_what_differs_is_said_in_words(asked, agreeing, differing):
    found = beside(asked)
    assert "; ".join(found.agreeing) == agreeing
    assert "; ".join(found.differing) == differing


def test_the_reason_is_a_sentence_and_holds_no_number():
    said = beside(Identity(name="J. Jansen", birth_date=date(1990, 5, 8))).reason
    assert said.startswith("Komt overeen: deel van de naam, en een voorletter. Verschilt:")
    assert not any(sign.isdigit() or sign == "%" for sign in said)


@pytest.mark.parametrize(
    ("likelier", "than"),
    [
        (Identity(name="Ali Omar", bsn="123456782"), Identity(name="Jan Jansen")),
        (Identity(contact="0612345678"), Identity(name="Jan Jansen")),
        (Identity(name="Jan Jansen"), Identity(name="J. Jansen")),
        (Identity(name="Jansen", birth_date=date(1990, 5, 7)), Identity(name="J. Jansen")),
        (
            Identity(name="Jan Jansen", birth_date=date(1990, 5, 7)),
            Identity(name="Jan Jansen", birth_date=date(1990, 7, 5)),
        ),
        (Identity(name="J. Jansen"), Identity(name="J. Jansen", birth_date=date(1950, 1, 1))),
    ],
)
def test_the_likelier_comes_first(likelier, than):
    assert beside(likelier).order < beside(than).order


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        (Identity(name="Jan Jansen"), {Kind.FULL_NAME, Kind.NICKNAME, Kind.INITIAL}),
        (Identity(name="Jansen"), {Kind.SOUND}),
        (Identity(name="Jansen", estimated_age=36), {Kind.AGE_NAMED}),
        (Identity(name="Jansen", birth_date=date(1990, 5, 7)), {Kind.BORN_NAMED}),
        (Identity(birth_date=date(1990, 5, 7)), {Kind.BORN_TURNED}),
        (Identity(estimated_age=36), set()),
        (Identity(name="Jansen", contact="0612345678"), {Kind.SOUND, Kind.PHONE}),
    ],
)
def test_persons_are_found_by_what_few_others_have(asked, kinds):
    assert finding(blind(asked)) == kinds


@pytest.mark.parametrize("purpose", ["", "P_LIST", "P_RISKSCORE", "nieuwsgierig"])
def test_nobody_searches_without_a_purpose_of_the_list(purpose):
    assert not may_search(purpose, blind(JAN)).allowed


@pytest.mark.parametrize("nothing", [Identity(), Identity(estimated_age=16), Identity(name="?")])
@pytest.mark.parametrize("purpose", SEARCH_PURPOSES)
def test_nobody_searches_with_nothing_to_go_by(nothing, purpose):
    assert not may_search(purpose, blind(nothing)).allowed
    assert may_search(purpose, blind(JAN)).allowed


IDENTITIES = st.builds(
    Identity,
    name=st.sampled_from(["", "Jan Jansen", "J. Jansen", "Noor de Vries", "Ali", "Олена Коваль"]),
    aliases=st.lists(st.sampled_from(["Mo", "Bep Bakker"]), max_size=2).map(tuple),
    birth_date=st.none() | st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    estimated_age=st.none() | st.integers(0, 90),
    contact=st.sampled_from(["", "0612345678", "a@b.nl"]),
)


@given(IDENTITIES, IDENTITIES)
@settings(max_examples=80, deadline=None)
def test_nothing_both_agrees_and_differs_and_who_is_oneself_differs_in_nothing(one, other):
    found = beside(one, other)
    assert set(found.agreeing).isdisjoint(found.differing)
    assert beside(one, one).differing == ()
    assert beside(other, one).agreeing == found.agreeing
    assert beside(other, one).differing == found.differing


def test_blind_tokens_of_two_keys_or_two_kinds_have_nothing_in_common():
    texts = [Token(kind, f"tekst {n}") for kind in Kind for n in range(50)]
    one, other = BLINDER.blind(texts), Blinder(b"x" * 32).blind(texts)
    assert one.isdisjoint(other)
    by_text = [{n for k, n in BLINDER.blind([Token(kind, "gelijk")])} for kind in Kind]
    assert len(frozenset().union(*by_text)) == len(Kind)


def test_what_few_values_can_have_is_cut_short():
    assert all(n < 2**32 for _, n in BLINDER.blind(Token(Kind.SOUND, f"{n}") for n in range(99)))
    assert any(n > 2**32 for _, n in BLINDER.blind(Token(Kind.BSN, f"{n}") for n in range(99)))
