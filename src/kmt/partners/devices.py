"""A coarse name for the device of a session, so that somebody knows their own: never a version.

What a browser says of itself is long enough to tell one device from all others. We keep two words
of it, in the sealed session, and only as long as that session lives.
"""

from collections.abc import Iterable

#: In this order: each browser also names the older ones that it resembles.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """``Firefox op Windows``, or less when the browser says less."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return f"{browser} op {system}"
    return browser or system or "onbekend apparaat"


def _first(names: Iterable[tuple[str, str]], user_agent: str) -> str:
    return next((name for mark, name in names if mark in user_agent), "")
