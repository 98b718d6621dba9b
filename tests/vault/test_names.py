"""Reading names: particles, accents, other scripts, sounds, short forms; tables to read."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmt.vault.rules import Address, Identity
from kmt.vault.rules.names import words_of
from kmt.vault.rules.sounds import sound_of
from kmt.vault.rules.tokens import Kind, Token, born_between, tokens_of
from kmt.vault.wordlists import load, wordlists
from kmt.vocabulary.tables import VocabularyBroken

TODAY = date(2026, 11, 26)
LISTS = wordlists()


def words(name: str) -> tuple[str, ...]:
    return words_of(name, LISTS.letters)


def tokens(identity: Identity) -> frozenset[Token]:
    return tokens_of(identity, TODAY, LISTS.letters, LISTS.names_of)


def of(identity: Identity, kind: Kind) -> set[str]:
    return {token.text for token in tokens(identity) if token.kind == kind}


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("Noor van den Berg", "noor berg"),
        ("Berg, Noor v.d.", "berg noor v d"),
        ("Anneke ter Horst-de Vries", "anneke horst vries"),
        ("Małgorzata Wójcik", "malgorzata wojcik"),
        ("Ionuț Ștefănescu", "ionut stefanescu"),
        ("Ødegård, Søren", "odegard soren"),
        ("Weiß", "weiss"),
        ("Ayşe Yıldız", "ayse yildiz"),
        ("Олена Ковальчук", "olena kovalchuk"),
        ("Георги Димитров", "georgi dimitrov"),
        ("محمد علي", "mhmd aly"),
        ("Jean-Pierre O’Neill", "jean pierre oneill"),
        ("J. Jansen", "j jansen"),
        ("van de", "van de"),
        ("", ""),
        ("?! 李", ""),
    ],
)
def test_a_name_is_read_as_its_words(name, read):
    assert words(name) == tuple(read.split())


@pytest.mark.parametrize(
    "alike",
    [
        "jansen janssen jahnsen johnson",
        "yusuf joesoef youssef jousuf",
        "schmidt smit smith smid",
        "bosch bos",
        "dijkstra dykstra dijckstra",
        "visser fisser vissers",
        "meijer meyer maier meier",
        "ivan iwan",
        "oezbek uzbek",
        "khadija chadidja",
        "szymanski shimanski",
        "sofia zofia",
        "kovalchuk kovalchoek",
        "tesfay tesfaye",
        "wijk weik wyk",
        "stephan stefan",
        "muhammad mohammed mohamed",
    ],
)
def test_what_sounds_alike_gets_one_code(alike):
    codes = {sound_of(word) for word in alike.split()}
    assert len(codes - {"fsrs"}) == 1


@pytest.mark.parametrize("pair", ["jansen hansen", "bo bea", "ali ella", "mira mara", "eva ivo"])
def test_what_does_not_sound_alike_is_kept_apart_though_it_is_short(pair):
    one, other = pair.split()
    assert sound_of(one) != sound_of(other)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20))
@settings(max_examples=150, deadline=None)
def test_every_word_has_a_sound_that_is_not_empty_and_has_no_more_letters(word):
    code = sound_of(word)
    assert bool(code) == bool(word)
    assert len(code) <= len(word) + word.count("x")


def test_particles_grown_to_a_name_are_seen_through():
    grown, apart = Identity(name="Noor Vandenberg"), Identity(name="Noor van den Berg")
    assert of(grown, Kind.WORD) & of(apart, Kind.WORD) == {"noor", "berg"}
    assert of(grown, Kind.INITIAL) & of(apart, Kind.INITIAL)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Jan Jansen", "Jansen Jan", Kind.FULL_NAME),
        ("Anneke de Vries", "Anneke Vries", Kind.FULL_NAME),
        ("J. Jansen", "Johan Janssen", Kind.INITIAL),
        ("C. Bakker", "Kees Bakker", Kind.INITIAL),
        ("Y. Amrani", "Joesoef Elamrani", Kind.INITIAL),
        ("Bep Bakker", "Elisabeth Bakker", Kind.NICKNAME),
        ("Hans Smit", "Johannes Schmidt", Kind.NICKNAME),
        ("Kasia Nowak", "Katarzyna Nowak", Kind.NICKNAME),
        ("Sasha Koval", "Олександр Коваль", Kind.NICKNAME),
        ("Mo Amrani", "محمد Amrani", Kind.NICKNAME),
        ("Mo Amrani", "Mohamed El Amrani", Kind.NICKNAME),
    ],
)
def test_two_ways_to_write_one_name_share_a_token(one, other, kind):
    assert of(Identity(name=one), kind) & of(Identity(name=other), kind)
    assert of(Identity(name=one), kind) & of(Identity(aliases=(other,)), kind)


@pytest.mark.parametrize(
    ("one", "other"), [("Jan Jansen", "Piet Pietersen"), ("Mo Amrani", "Mo Bakker")]
)
def test_two_names_that_share_a_first_name_at_most_share_nothing_selective(one, other):
    selective = (Kind.FULL_NAME, Kind.INITIAL, Kind.NICKNAME)
    for kind in selective:
        assert not of(Identity(name=one), kind) & of(Identity(name=other), kind)


def test_a_swapped_day_and_month_is_found_and_told_from_the_same_date():
    one, other = (Identity(birth_date=day) for day in (date(2009, 5, 7), date(2009, 7, 5)))
    assert of(one, Kind.BORN_TURNED) == of(other, Kind.BORN_TURNED)
    assert of(one, Kind.BORN) != of(other, Kind.BORN)


@pytest.mark.parametrize(
    ("identity", "years"),
    [
        (Identity(estimated_age=16), (2008, 2012)),
        (Identity(estimated_age=40), (1981, 1991)),
        (Identity(birth_date=date(2009, 5, 17), estimated_age=40), (2009, 2009)),
        (Identity(), None),
    ],
)
def test_an_estimate_is_a_stretch_of_years_and_a_date_is_one(identity, years):
    assert born_between(identity, TODAY) == years


@given(st.integers(0, 90), st.integers(-1, 1))
@settings(max_examples=60, deadline=None)
def test_an_estimate_that_is_a_year_off_still_meets_the_date(age, off):
    guessed = Identity(name="Noor", estimated_age=age)
    born = Identity(name="Noor", birth_date=date(TODAY.year - age + off, 6, 1))
    assert of(guessed, Kind.AGE_NAMED) & of(born, Kind.AGE_NAMED)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("06-1234 5678", "+31 6 12345678"),
        ("0031612345678", "06 12 34 56 78"),
        ("bel 06-12345678 na vijven", "(06) 12345678"),
    ],
)
def test_one_telephone_number_is_one_however_it_is_written(one, other):
    assert of(Identity(contact=one), Kind.PHONE) == of(Identity(safe_contact=other), Kind.PHONE)


def test_an_address_of_mail_and_numbers_are_read_without_their_dress():
    found = Identity(
        contact="mail NOOR@Example.org.",
        bsn="123456782",
        v_number="0123.456.789",
        documents=("nxr 1",),
    )
    assert of(found, Kind.EMAIL) == {"noor@example.org"}
    assert of(found, Kind.BSN) == {"123456782"}
    assert of(found, Kind.V_NUMBER) == {"123456789"}
    assert of(found, Kind.DOCUMENT) == {"nxr1"}


def test_nothing_else_of_an_identity_is_searched_by():
    rest = Identity(
        description="meisje, rode jas",
        languages=("hu",),
        addresses=(Address(text="Stationsplein 1"),),
    )
    assert tokens(rest) == frozenset()
    assert {kind.name for kind in Kind}.isdisjoint({"NATIONALITY", "SEX", "MUNICIPALITY"})


def test_a_name_of_very_many_words_costs_no_more_than_eight():
    assert (
        len(tokens(Identity(name=" ".join(f"naam{'abcdefgh'[n % 8]}{n}" for n in range(99))))) < 90
    )


def test_a_list_with_a_missing_cell_is_refused_with_its_row(tmp_path: Path):
    (tmp_path / "transliteration.csv").write_text("script,letter,latin\ngreek,,a\n")
    (tmp_path / "nicknames.csv").write_text("language,name,forms\n")
    with pytest.raises(VocabularyBroken, match=r"transliteration\.csv, row 2"):
        load(tmp_path)
