"""Every colour is legible on every ground it stands on, light and dark, computed from the CSS.

Limits: WCAG 2.2 level AA, 1.4.3 (text: 4.5) and 1.4.11 (parts of controls and charts: 3). A
checker in the browser reports much of this as "incomplete", so it is computed here.
"""

import re
from pathlib import Path

import pytest

import kmt.kernel

CSS = Path(kmt.kernel.__file__).parent / "static" / "kernel" / "kmt.css"
TEXT, PART = 4.5, 3.0

#: foreground, ground, how much contrast they need
PAIRS = (
    *(("text", ground, TEXT) for ground in ("page", "surface", "brand-tint", "ok-tint")),
    *(("text", ground, TEXT) for ground in ("warn-tint", "stop-tint")),
    ("text-soft", "page", TEXT),
    ("text-soft", "surface", TEXT),
    ("text-soft", "brand-tint", TEXT),
    ("brand", "page", TEXT),
    ("brand", "surface", TEXT),
    ("brand", "brand-tint", TEXT),
    ("brand", "ok-tint", TEXT),
    ("brand", "warn-tint", TEXT),
    ("brand", "stop-tint", TEXT),
    ("brand-strong", "page", TEXT),
    ("brand-strong", "surface", TEXT),
    ("brand-strong", "brand-tint", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-strong", TEXT),
    ("stop", "page", TEXT),
    ("stop", "surface", TEXT),
    ("stop", "stop-tint", TEXT),
    ("on-stop", "stop", TEXT),
    ("warn", "warn-tint", TEXT),
    ("ok", "ok-tint", TEXT),
    ("on-leave", "leave", TEXT),
    ("on-step-low", "step-0", TEXT),
    ("on-step-low", "step-1", TEXT),
    ("on-step-low", "step-2", TEXT),
    ("on-step-3", "step-3", TEXT),
    ("on-step-4", "step-4", TEXT),
    ("line-strong", "surface", PART),
    ("line-strong", "page", PART),
    ("band-other", "surface", PART),
    ("focus", "focus-ring", PART),
    ("focus", "page", PART),
    ("focus", "surface", PART),
)
#: Lines that only please the eye: nothing is lost when they are not seen.
DECORATION = {"line"}


def schemes(css: str) -> dict[str, dict[str, str]]:
    """The colour tokens of both schemes; dark takes from light what it does not set itself."""
    light_block, dark_block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]
    light, dark = (
        dict(re.findall(r"--kmt-([\w-]+): (#[0-9a-f]{6});", block))
        for block in (light_block, dark_block)
    )
    return {"light": light, "dark": light | dark}


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, definition of contrast ratio): 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pairs_in_rules(css: str) -> set[tuple[str, str, float]]:
    """Colour and background that one rule sets together: text by definition."""
    body = css[css.index("/* Ground */") :]
    found = set()
    for rule in re.findall(r"\{([^{}]*)\}", body):
        colour = re.search(r"(?<![\w-])color: var\(--kmt-([\w-]+)\)", rule)
        ground = re.search(r"background: var\(--kmt-([\w-]+)\)", rule)
        if colour and ground:
            found.add((colour[1], ground[1], TEXT))
    return found


def too_faint(css: str) -> list[str]:
    """Every pair that falls short, in words."""
    return [
        f"{scheme}: {ink} on {ground} {contrast(tokens[ink], tokens[ground]):.2f} < {least}"
        for scheme, tokens in schemes(css).items()
        for ink, ground, least in sorted({*PAIRS, *pairs_in_rules(css)})
        if contrast(tokens[ink], tokens[ground]) < least
    ]


def test_the_formula_gives_the_known_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_all_text_and_all_parts_of_controls_are_legible_in_light_and_dark() -> None:
    assert too_faint(CSS.read_text()) == []


@pytest.mark.parametrize(
    ("name", "weaker"), [("text-soft", "#9aa7b0"), ("on-brand", "#5f9aa4"), ("warn", "#d08a1a")]
)
def test_a_weakened_token_is_found(name: str, weaker: str) -> None:
    token = rf"--kmt-{name}: #[0-9a-f]{{6}}"
    css = re.sub(token, f"--kmt-{name}: {weaker}", CSS.read_text(), count=1)
    assert any(name in line for line in too_faint(css))


def test_every_colour_of_the_style_sheet_is_judged_in_some_pair() -> None:
    css = CSS.read_text()
    judged = {name for ink, ground, _ in {*PAIRS, *pairs_in_rules(css)} for name in (ink, ground)}
    assert set(schemes(css)["light"]) - judged == DECORATION
    assert set(schemes(css)["dark"]) == set(schemes(css)["light"])


def test_no_rule_brings_a_colour_of_its_own() -> None:
    rules = CSS.read_text().split("/* Ground */")[1].replace("background: #fff;", "", 1)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rules) == []


def test_every_token_that_is_used_exists_and_every_token_is_used() -> None:
    css = CSS.read_text()
    defined = set(re.findall(r"(--kmt-[\w-]+):", css))
    used = set(re.findall(r"var\((--kmt-[\w-]+)", css))
    assert defined == used
