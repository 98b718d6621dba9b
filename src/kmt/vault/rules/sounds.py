"""What a name sounds like to a Dutch ear: one code for the ways one name gets written down.

Own rules, in the manner of Soundex: letters that share a sound become one, vowels fall out except
where too little would be left. Coarse on purpose: whoever looks sees both names, this only
decides what is put beside each other. The word comes in folded (:mod:`.names`).
"""

import re

#: In this order; what stands first is tried first.
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch(?=[mnlrwbp])", "s"),
        (r"sch$", "s"),
        (r"sch", "sk"),
        (r"dij(?=a)", "ds"),
        (r"tsch|tsj|tch|cz|dzj|dj", "s"),
        (r"sz|sj|sh|zh|zj|ts|tz|c(?=[eiy])", "s"),
        (r"ph", "f"),
        (r"th|dt", "t"),
        (r"kh|gh|ch|ck|qu", "k"),
        (r"x", "ks"),
        (r"[ae]?ij|[ae]y", "y"),
    )
)
_SAME = str.maketrans("bdvwzgcq", "ptffskkk")
_VOWELS = "aeiouy"
_ENOUGH = 2


def sound_of(word: str) -> str:
    """The code of one word; a short one keeps its first vowel, or would be everybody's."""
    start, rest = _beginning(word)
    for pattern, sound in _SPELLINGS:
        rest = pattern.sub(sound, rest)
    code = start + re.sub(f"[{_VOWELS}h]", "", rest).replace("j", "")
    code = re.sub(r"(.)\1+", r"\1", code.translate(_SAME))
    return code if len(code) > _ENOUGH else code + _first_vowel(rest)


def _first_vowel(rest: str) -> str:
    found = re.search(f"[{_VOWELS}]+", rest)
    if found is None:
        return ""
    return "i" if re.match("[ae]?[iy]", found[0]) else found[0][0].replace("u", "o")


def _beginning(word: str) -> tuple[str, str]:
    """How a word begins is heard best: a j stays one, an h stays one, a vowel is any vowel."""
    if re.match(r"j|y(?=[aeiou])", word):
        return "j", word[1:]
    if word[:1] == "h":
        return "h", word[1:]
    if word[:1] in set(_VOWELS):
        return "a", word[1:]
    return "", word
