"""A figure that is not a count never stands without its range: looked for in any text."""

import re

#: What must stand in the same text as a figure.
PARTNERS = {
    "6.250": ("5.000", "7.500"),
    "226,6": ("181,3", "271,9"),
    "227": ("181", "272"),
    "230": ("184", "277"),
    "230,4": ("184,3", "276,5"),
    "234,0": ("187,2", "280,8"),
    "120.000": ("36.000", "41.000", "46.000", "37.000"),
    "48.000": ("41.000", "120.000"),
}
#: For these one partner is enough: more bands end, or begin, at the same figure.
ONE_IS_ENOUGH = frozenset({"120.000"})


def figures_in(text: str) -> set[str]:
    """Every figure as a whole: 6.250 is not in 16.250, and 227 not in 227,4."""
    return set(re.findall(r"(?<![\d.,])\d+(?:\.\d{3})*(?:,\d+)?(?![\d]|[.,]\d)", text))


def bare_figures(texts: list[str]) -> list[str]:
    """Texts in which a figure stands without its range."""
    found = []
    for text in texts:
        here = figures_in(text)
        for figure, partners in PARTNERS.items():
            if figure in here and not _accompanied(figure, partners, here):
                found.append(f"{figure} in: {text}")
    return found


def _accompanied(figure: str, partners: tuple[str, ...], here: set[str]) -> bool:
    missing = set(partners) - here
    return len(missing) < len(partners) if figure in ONE_IS_ENOUGH else not missing
