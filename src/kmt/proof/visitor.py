"""A visitor without a browser: pages, cookies and forms over HTTP, with the time each took."""

import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import Cookie, CookieJar, DefaultCookiePolicy
from urllib.parse import urlencode, urljoin, urlsplit

Pairs = list[tuple[str, str]]
BOUNDARY = "kmt-visitor-4d0c6a1f"
URLENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: final address, status, body, seconds until the last byte."""

    url: str
    status: int
    body: bytes
    headers: str
    seconds: float

    @property
    def header_bytes(self) -> int:
        """How much came before the page."""
        return len(self.headers)

    @property
    def text(self) -> str:
        """The page as text."""
        return self.body.decode(errors="replace")


@dataclass(slots=True)
class Form:
    """A form as it stands on the page: where it goes, and what it would send untouched."""

    action: str = ""
    values: Pairs = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """Forms, links and loaded resources of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.resources: list[str] = []
        self.links: list[str] = []
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what matters of one tag."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(action=given.get("action", "")))
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag in {"script", "img"} and "src" in given:
            self.resources.append(given["src"])
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon"}:
            self.resources.append(given["href"])
        elif self.forms:
            self._control(self.forms[-1], tag, given)

    def _control(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if tag in {"input", "textarea", "select"}:
            form.names.add(name)
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            form.values.append((self._select, given.get("value", "")))
        elif tag == "textarea" or (tag == "input" and _is_sent(given)):
            form.values.append((name, given.get("value", "")))

    def form_with(self, name: str) -> Form:
        """The form that has this field; ``LookupError`` when there is none."""
        for form in self.forms:
            if name in form.names:
                return form
        raise LookupError(f"no form with a field {name!r}")


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type", "text")
    return "name" in given and (
        kind not in {"checkbox", "radio", "submit", "file"} or "checked" in given
    )


class Visitor:
    """Somebody who keeps cookies, follows redirects, and sends forms.

    ``headers`` go with every request, as from the web server in front of a real installation.
    """

    def __init__(self, address: str, headers: Mapping[str, str] | None = None) -> None:
        self.address = address
        self.headers = dict(headers or {})
        # The way to the service is plain here: what is for https only goes along nonetheless.
        self.cookies = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), urllib.request.ProxyHandler({})
        )

    def keep(self, cookies: dict[str, str]) -> None:
        """Go on with the session of a browser: its cookies, by name."""
        for name, value in cookies.items():
            self.cookies.set_cookie(_cookie(name, value, str(urlsplit(self.address).hostname)))

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._ask(urljoin(self.address, path), None)

    def send(
        self,
        page: Answer,
        *,
        typed: dict[str, str],
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Answer:
        """Send the form of this page that has the typed fields, the rest as it stood.

        ``files``: by field the name and the content of a file that goes along.
        """
        form = Page(page.text).form_with(next(iter(typed)))
        values = [(name, value) for name, value in form.values if name not in typed]
        values += typed.items()
        url = urljoin(page.url, form.action or page.url)
        if files:
            return self._ask(url, _multipart(values, files), f"multipart/form-data; {_WITH}")
        return self._ask(url, urlencode(values).encode())

    def post(self, path: str, typed: dict[str, str], page: Answer | None = None) -> Answer:
        """Send what no form asks for; with the mark of a page, or as if from elsewhere."""
        mark = "csrfmiddlewaretoken"
        kept = dict(Page(page.text).form_with(mark).values).get(mark, "") if page else ""
        return self._ask(urljoin(self.address, path), urlencode(typed | {mark: kept}).encode())

    def _ask(self, url: str, body: bytes | None, content_type: str = URLENCODED) -> Answer:
        headers = self.headers if body is None else self.headers | {"Content-Type": content_type}
        request = urllib.request.Request(url, body, headers)  # noqa: S310 - loopback
        started = time.perf_counter()
        try:
            with self._opener.open(request, timeout=60) as response:
                content = response.read()
        except urllib.error.HTTPError as refused:
            with refused as response:
                content = response.read()
        return Answer(
            url=response.url,
            status=response.status or 0,
            body=content,
            headers=str(response.headers),
            seconds=time.perf_counter() - started,
        )


_WITH = f"boundary={BOUNDARY}"


def _multipart(values: Pairs, files: Mapping[str, tuple[str, bytes]]) -> bytes:
    start = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    parts = [f'{start}"{name}"\r\n\r\n{value}\r\n'.encode() for name, value in values]
    for field_name, (name, content) in files.items():
        parts.append(f'{start}"{field_name}"; filename="{name}"\r\n\r\n'.encode())
        parts.append(content + b"\r\n")
    return b"".join([*parts, f"--{BOUNDARY}--\r\n".encode()])


def _cookie(name: str, value: str, host: str) -> Cookie:
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain=host,
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=False,
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={},
    )
