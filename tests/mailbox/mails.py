"""Mails to test with, written by people who do not exist."""

from email.message import EmailMessage

SENDER = "jana.verzonnen@example.net"
#: Where a mail came through and what wrote it: none of this may be found again anywhere.
TRAIL = ("203.0.113.77", "Schrijfprogramma/9.1", "mx7.tussenstation.example", "X-Eigen-Spoor")


def mail(
    words: str = "Ik maak me zorgen om mijn buurvrouw.",
    *,
    sender: str = f"Jana Verzonnen <{SENDER}>",
    subject: str = "Zorgen om iemand",
    number: int = 1,
    **more: str,
) -> EmailMessage:
    """A plain mail with the trail that every mail has."""
    made = EmailMessage()
    made["Received"] = f"from {TRAIL[2]} ([{TRAIL[0]}]) by mx.example.org"
    made["X-Originating-IP"] = TRAIL[0]
    made["User-Agent"] = TRAIL[1]
    made[TRAIL[3]] = "ja"
    made["From"] = sender
    made["To"] = "balie@example.org"
    made["Date"] = "Tue, 24 Nov 2026 10:12:13 +0100"
    made["Message-ID"] = f"<nummer.{number}@example.net>"
    made["Subject"] = subject
    for name, value in more.items():
        made[name.replace("_", "-")] = value
    made.set_content(words)
    return made


def raw(*lines: str | bytes, head: str = "") -> bytes:
    """A mail by its bytes: a head of our own, and then these lines."""
    before = f"From: Jana Verzonnen <{SENDER}>\r\nSubject: Rauw\r\n{head}".encode()
    body = [one.encode() if isinstance(one, str) else one for one in lines]
    return before + b"\r\n".join((b"", *body, b""))
