"""The door of the web server: what is claimed about the letters breaks nothing."""

from io import BytesIO
from wsgiref.util import setup_testing_defaults

import pytest

from kmt.project.wsgi import application


@pytest.mark.parametrize("charset", ["base64", "idna", "undefined", "utf-16", "no such thing"])
@pytest.mark.parametrize(
    "kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_a_strange_claim_gets_the_form_back(kind: str, charset: str, db) -> None:
    body = b'--b\r\nContent-Disposition: form-data; name="place"\r\n\r\n\xc3\xa9\r\n--b--\r\n'
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/melden/",
        "QUERY_STRING": "x=%C3%A9",
        "CONTENT_TYPE": f"{kind}; charset={charset}",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    setup_testing_defaults(environ)
    said: list[str] = []
    page = b"".join(application(environ, lambda status, headers: said.append(status)))
    assert [one.split()[0] for one in said] == ["422"]
    assert "Er ging iets mis" not in page.decode()
