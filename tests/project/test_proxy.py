"""The shipped configuration of the web server in front: nobody who reports leaves an address in it.

It is read as nginx reads it, and every address of the product is walked along it.
"""

import re
from dataclasses import dataclass, field

from django.urls import get_resolver

from kmt.kernel.door import AT_WORK, PUBLIC, audience_of
from tests.building.test_doors import addresses
from tests.building.tree import ROOT

TEXT = (ROOT / "docs/deploy/nginx.conf").read_text(encoding="utf-8")
#: What would tell who asks, with what, or where they came from.
TELLING = ("remote_addr", "remote_port", "forwarded", "realip", "user_agent", "referer", "request ")
TOLD_TO_NOBODY = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "User-Agent", "Referer")


@dataclass
class Block:
    """One block: its words, its directives, the blocks inside."""

    words: list[str]
    lines: list[list[str]] = field(default_factory=list)
    blocks: list["Block"] = field(default_factory=list)

    def all(self, name: str) -> list[list[str]]:
        return [line[1:] for line in self.lines if line[0] == name]

    def find(self, *words: str) -> list["Block"]:
        return [one for one in self.blocks if one.words[: len(words)] == list(words)]


def parsed(text: str) -> Block:
    """The blocks of a configuration."""
    token = re.compile(r"""'[^']*'|"[^"]*"|[;{}]|[^\s;{}'"]+(?:\([^)]*\)[^\s;{}]*)*""")
    bare = re.sub(r"(?m)(^|\s)#.*$", "", text)
    root = here = Block([])
    stack, words = [], []
    for word in token.findall(bare):
        if word == ";":
            here.lines.append(words)
            words = []
        elif word == "{":
            stack.append(here)
            inner = Block(words)
            here.blocks.append(inner)
            here, words = inner, []
        elif word == "}":
            here = stack.pop()
        else:
            words.append(word.strip("'\""))
    assert here is root
    return root


HTTP = parsed(TEXT).find("http")[0]
SERVER = next(one for one in HTTP.find("server") if one.find("location"))


def location_of(path: str) -> Block:
    """The place that nginx chooses: the first pattern that fits, else the longest beginning."""
    for one in SERVER.find("location", "~"):
        if re.search(one.words[2], path):
            return one
    plain = [one for one in SERVER.find("location") if len(one.words) == 2]
    return max(
        (one for one in plain if path.startswith(one.words[1])), key=lambda one: one.words[1]
    )


def paths() -> list[tuple[str, bool]]:
    """Every path of the product in its languages, and whether it is on the public side."""
    found = []
    for route, view in addresses(get_resolver().url_patterns):
        path = "/" + re.sub(r"<[^>]+>", "11111111-1111-4111-8111-111111111111", route)
        is_public = audience_of(view) in {PUBLIC, AT_WORK}
        found += [(path, is_public), (f"/en{path}", is_public)]
        found += [(f"/pl{path}", True)]  # the side of colleagues is not there in Polish
    return [
        *found,
        ("/statisch/kernel/look.css", True),
        ("/nergens/", True),
        ("/favicon.ico", True),
    ]


def headers(place: Block) -> dict[str, str]:
    return {line[0]: line[1] for line in place.all("proxy_set_header")}


def test_the_paths_are_those_of_both_sides() -> None:
    known = dict(paths())
    assert known["/melden/"]
    assert known["/en/code/"]
    assert not known["/toezicht/logboek/"]
    assert not known["/en/inloggen/code/"]


def test_the_product_is_told_an_address_on_the_side_of_colleagues_only() -> None:
    for path, is_public in paths():
        told = headers(location_of(path))
        if is_public:
            nothing = {name: told.get(name) for name in TOLD_TO_NOBODY}
            assert nothing == dict.fromkeys(TOLD_TO_NOBODY, ""), path
            assert not [value for value in told.values() if "addr" in value], path
        else:
            claimed = "what the caller claims is not passed on"
            assert told["X-Forwarded-For"] == "$remote_addr", (path, claimed)


def test_no_log_of_any_place_tells_who_asked() -> None:
    (form,) = HTTP.all("log_format")
    assert not [word for word in TELLING if word in " ".join(form[1:]) + " "]
    assert HTTP.all("access_log") == [["/var/log/nginx/kmt.log", form[0]]]
    assert "access_log" not in str([SERVER.lines, [one.lines for one in SERVER.blocks]])
    errors = re.findall(r"(?m)^\s*error_log\s+([^;]+);", TEXT)
    assert set(errors) == {"/dev/null"}, "each line of an error log holds the address"
    assert parsed(TEXT).all("error_log") == HTTP.all("error_log") == [["/dev/null"]]


def test_the_address_stands_in_one_place_of_the_file() -> None:
    bare = re.sub(r"(?m)#.*$", "", TEXT)
    assert re.findall(r"\$\w*(?:addr|forwarded|realip)\w*", bare) == ["$remote_addr"]
    assert "$http_" not in bare
    assert "$cookie" not in bare


def test_what_is_sent_stays_in_memory() -> None:
    assert HTTP.all("client_max_body_size") == HTTP.all("client_body_buffer_size")
    assert HTTP.all("client_body_in_file_only") == [["off"]]
    assert HTTP.all("proxy_max_temp_file_size") == [["0"]]


def test_callers_are_not_counted_by_address() -> None:
    assert [line[0] for line in HTTP.all("limit_req_zone")] == ["$sending"]


def test_a_leak_is_found() -> None:
    leaking = parsed("http { server { location / { proxy_set_header X-Real-IP $remote_addr; } } }")
    place = leaking.find("http")[0].find("server")[0].find("location")[0]
    assert headers(place) == {"X-Real-IP": "$remote_addr"}
