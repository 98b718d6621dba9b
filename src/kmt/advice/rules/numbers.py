"""Numbers, addresses and names online that lead to one person. Pure.

BSN: the eleven-test of the Dutch citizen service number (factors 9 to 2, and -1). IBAN: ISO 13616,
remainder 1 of 97. Plates: the Dutch series of six signs in three groups (RDW); others by the word
before them. V-number: ten digits, by the word before it.
"""

import re
from itertools import pairwise

from kmt.advice.rules.pieces import Kind, Page

_GAP = r"[\s.\-]?"
_MAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]++\s?(?:@|\(at\)|\[at\]|\bapenstaartje\b)\s?[\w-]++"
    r"(?:\s?\.\s?[\w-]++){1,6}",
    re.I,
)
_LINK = re.compile(
    r"(?:https?://|www\.)\S++|(?<![\w-])[\w-]++\.(?:com|nl|net|org|me|eu)/\S++", re.I
)
_HANDLE = re.compile(r"(?<![\w.])@[\w.]{3,}")
_ONLINE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|telegram|facebook|fb|kik|discord|onlyfans|"
    r"signal|wechat|viber|profiel|account|username|gebruikersnaam)"
    r"(?:\s{1,3}(?:naam|account|name|profiel|is|heet|onder)){0,3}\s{0,3}[:=]?\s{1,3}"
    r"(?P<name>(?=[\w.]{1,40}[\d_])[a-z][\w.]++)|"
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tik\s?tok|telegram|facebook|fb|kik|username|"
    r"gebruikersnaam)(?:\s{0,3}(?:naam|account|name))?\s{0,3}[:=]\s{0,3}(?P<told>[\w.]{3,})",
    re.I,
)
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}(?:\s?[A-Z0-9]{4}){2,7}(?:\s?[A-Z0-9]{1,3})?\b", re.I)
_RUN = re.compile(rf"(?<![\w,])(?:\+\s?|00{_GAP})?\(?\d(?:[\s().\-/]{{0,3}}\d){{6,14}}(?![\w])")
_CALLS_BSN = re.compile(r"\b(?:bsn|burgerservice\w*|sofi\w*|citizen service number)\W*(?:\w+\W+)?$")
_CALLS_V = re.compile(
    r"\bv[\s.-]?(?:nummer|nr|number)\W*(?:\w+\W+)?$|\bvreemdelingennummer\W*(?:\w+\W+)?$"
)
_CALLS_PHONE = re.compile(
    r"\b(?:tel\w*|bel\w*|mobiel\w*|phone|call\w*|whatsapp\w*|app\w*|sms\w*|numer\w*|nummer|number|"
    r"handy|móvil|teléfono|telefonu?l?)\W*(?:\w+\W+){0,2}$"
)
_CALLS_DOCUMENT = re.compile(
    r"\b(?:paspoort\w*|passport\w*|document\w*|id-?kaart\w*|identiteits\w*|rijbewijs\w*|"
    r"dossier\w*|polis\w*|klant\w*|cliënt\w*|client\w*)\W*(?:\w+\W+){0,2}$"
)
_FREE = ("0800", "0900", "0906", "0909", "088")
_DOCUMENT = re.compile(r"\b(?=\w{0,9}\d)[A-NP-Z]{2}[A-NP-Z0-9]{6}\d\b|\b[A-Z]{1,3}\d{6,9}\b")
_OURS = re.compile(r"\b[MAZ]-\d{4}-\d{4,5}\b")
_POSTCODE = re.compile(r"\b[1-9]\d{3}\s?(?!SA|SD|SS)[A-Z]{2}\b|\b[1-9]\d{3}[a-z]{2}\b")
_STREETS = (
    r"straat|laan|weg|plein|kade|gracht|dijk|singel|steeg|dreef|pad|plantsoen|markt|allee|"
    r"boulevard|brink|hof|park|ring|esch|baan|kamp|stroat|stra(?:ß|ss)e|street|road|avenue|lane"
)
#: From the end of the name of a street on; the name itself is read backwards from there, so that
#: no text, however long, is read more than once.
_HOUSE = re.compile(
    rf"(?<=[^\W\d_])(?:{_STREETS})\s{{1,3}}(?:nr\.?\s?)?\d{{1,4}}\s?(?:[a-z]\b)?(?:-\d{{1,3}})?(?!\d)",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b\d{1,4}\s[A-Z][\w'-]{1,30}\s(?:Street|Road|Avenue|Lane)\b"
    r"|\b(?:ul\.|calle|strada|вул\.|ул\.)\s?[^\W\d_][\w'-]{1,30}(?:\s[^\W\d_][\w'-]{1,30})?,?\s\d{1,4}\b",
    re.I,
)
_NAME_OF_STREET = re.compile(r"(?:\b[A-Z][\w'’.-]{0,20}\s){0,2}(?<![\w'’-])[^\W\d_][\w'’-]{0,30}$")
_STREET = re.compile(r"(?<=[a-z])(?:straat|laan|weg|plein|kade|gracht|dijk|singel|steeg|dreef)\b")
_BACK = 60
_THREE = re.compile(r"\b([A-Z]{1,3}|\d{1,3})-([A-Z]{1,3}|\d{1,3})-([A-Z]{1,3}|\d{1,3})\b", re.I)
_SIX = re.compile(
    r"\b(?=[A-Z0-9]{6}\b)(?:[A-Z]{1,3}\d{1,3}[A-Z]{1,3}|\d{1,3}[A-Z]{2,3}\d{1,3}|[A-Z]{2}\d{4}|\d{4}[A-Z]{2})\b"
)
_GERMAN = re.compile(r"\b[A-ZÄÖÜ]{1,3}-[A-Z]{1,2}\s?\d{1,4}\b")
_CALLED_PLATE = re.compile(
    r"\b(?:kenteken\w*|nummerbord|nummerplaat|plate|plates|kennzeichen)\W+(?:(?:is|was|met|van)\W+)?"
    r"(?P<plate>(?=[\w -]{0,14}\d)[A-Z0-9]{1,4}(?:[ -]?[A-Z0-9]{1,5}){1,2})\b",
    re.I,
)


def numbers_in(page: Page) -> None:
    """Put every number, address and name online on the page."""
    for one in _OURS.finditer(page.text):
        page.skip(*one.span())
    _put(page, _MAIL, Kind.MAIL, sure=True)
    _put(page, _LINK, Kind.LINK, sure=False)
    _put(page, _HANDLE, Kind.ONLINE, sure=True)
    for one in _ONLINE.finditer(page.text):
        page.put(Kind.ONLINE, *one.span("name" if one["name"] else "told"), sure=True)
    for one in _IBAN.finditer(page.text):
        if is_iban(one[0]):
            page.put(Kind.IBAN, *one.span(), sure=True)


def places_in(page: Page) -> None:
    """Put plates, addresses, long numbers and codes of documents on the page."""
    _plates_in(page)
    for one in _RUN.finditer(page.text):
        _put_run(page, one)
    for one in _HOUSE.finditer(page.text):
        page.put(Kind.ADDRESS, _begin_of_street(page.text, one.start()), one.end(), sure=False)
    _put(page, _ELSEWHERE, Kind.ADDRESS, sure=False)
    _put(page, _POSTCODE, Kind.POSTCODE, sure=False)
    _put(page, _DOCUMENT, Kind.NUMBER, sure=False)
    _put(page, _GERMAN, Kind.PLATE, sure=False)
    _put(page, _SIX, Kind.PLATE, sure=False)
    for one in _STREET.finditer(page.text):
        start = _begin_of_street(page.text, one.start())
        if page.text[start].isupper():
            page.put(Kind.ADDRESS, start, one.end(), sure=False)


def _plates_in(page: Page) -> None:
    """Plates by the word before them, and those of the Dutch series."""
    for one in _CALLED_PLATE.finditer(page.text):
        page.put(Kind.PLATE, *one.span("plate"), sure=True)
    for one in _THREE.finditer(page.text):
        if _is_plate(one.groups()):
            page.put(Kind.PLATE, *one.span(), sure=True)


def is_bsn(digits: str) -> bool:
    """The eleven-test on nine digits; eight are an old number without its zero."""
    nine = digits.zfill(9)
    if len(nine) != 9 or not nine.isascii() or not nine.isdecimal() or nine == "0" * 9:
        return False
    factors = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(f * int(d) for f, d in zip(factors, nine, strict=True)) % 11 == 0


def is_iban(text: str) -> bool:
    """Whether an account number is whole: with its first four signs last, 1 modulo 97."""
    bare = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", bare):
        return False
    turned = bare[4:] + bare[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


_SIGNS = 6
_EIGHT, _NINE, _TEN, _LONGEST = 8, 9, 10, 15


def _begin_of_street(text: str, at: int) -> int:
    """Where the name of a street begins of which the end is here."""
    before = text[max(0, at - _BACK) : at]
    name = _NAME_OF_STREET.search(before)
    return at - len(before) + name.start() if name else at


def _put(page: Page, pattern: re.Pattern[str], kind: Kind, *, sure: bool) -> None:
    for one in pattern.finditer(page.text):
        page.put(kind, *one.span(), sure=sure)


def _put_run(page: Page, run: re.Match[str]) -> None:
    """A row of digits: whose number it is follows from its shape and from the word before it."""
    digits, before = re.sub(r"\D", "", run[0]), page.before(run.start())
    kind, sure = _kind_of_run(run[0], digits, before)
    if kind is not None:
        page.put(kind, *run.span(), sure=sure)


def _kind_of_run(text: str, digits: str, before: str) -> tuple[Kind | None, bool]:
    if _CALLS_BSN.search(before) and len(digits) in {_EIGHT, _NINE}:
        return Kind.BSN, True
    if _CALLS_V.search(before):
        return Kind.V_NUMBER, True
    if _is_phone(text, digits, before):
        return Kind.PHONE, True
    if len(digits) == _NINE and is_bsn(digits) and not _CALLS_DOCUMENT.search(before):
        return Kind.BSN, True
    return (Kind.NUMBER, False) if len(digits) >= _EIGHT and not _is_free(digits) else (None, False)


def _is_phone(text: str, digits: str, before: str) -> bool:
    if _is_free(digits) or not _NINE <= len(digits) <= _LONGEST:
        return False
    international = text.startswith(("+", "00")) or (digits[:2] == "31" and len(digits) == 11)
    national = digits.startswith("0") and len(digits) == _TEN
    return international or national or _CALLS_PHONE.search(before) is not None


def _is_free(digits: str) -> bool:
    """Numbers of services, such as 0800-2000: they belong to nobody."""
    return digits.startswith(_FREE)


def _is_plate(groups: tuple[str, ...]) -> bool:
    """Six signs in three groups, letters and digits apart and both there."""
    kinds = [one.isdecimal() for one in groups]
    changes = any(one != other for one, other in pairwise(kinds))
    return changes and sum(map(len, groups)) == _SIGNS
