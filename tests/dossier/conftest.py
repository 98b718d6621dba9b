"""What the tests of the dossier share: a case, documents in it, an assessment file, a decision."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from kmt.access.rules import Capacity
from kmt.attachments.files import SentFile
from kmt.care.actions import involve_in_case
from kmt.care.joining import opened
from kmt.dossier import actions, assessing, queries
from kmt.dossier.assessing import Written
from kmt.dossier.rules import Finding, NewDocument, Part, digest_of
from kmt.kernel import clock
from kmt.kernel.actor import Actor
from kmt.lawfulness.actions import decide_disclosure
from kmt.lawfulness.rules.asking import ShareRequest
from kmt.lawfulness.rules.disclosing import ConsentState, DisclosureAsked
from tests.beginnings import Beginning
from tests.care.conftest import HENGELO, case_id, hand_over, looking, make_case
from tests.sent_files import picture

__all__ = ["case_id", "hand_over", "looking", "make_case"]

PHOTO = SentFile(name="voorkant.jpg", kind="jpeg", content=picture(), cleaned=True)
TEXT = SentFile(name="verslag.txt", kind="txt", content=b"Een verzonnen verslag.")
Decide = Callable[..., UUID]


def paper(**changed: Any) -> NewDocument:
    """A document with nothing wrong with it."""
    whole = NewDocument(kind="identity_copy", title="Paspoort", supplier="de persoon zelf")
    return replace(whole, **changed)


def finding(element: str = "act", code: str = "recruit", **changed: Any) -> Finding:
    """A finding with nothing wrong with it."""
    whole = Finding(
        element=element,
        code=code,
        stance="for",
        text=f"Verzonnen bevinding over {code}.",
        source_kind="told_by_person",
        source="de persoon, aan de coördinator",
    )
    return replace(whole, **changed)


@pytest.fixture
def document_id(coordinator: Actor, case_id: UUID) -> UUID:
    """A document of one file."""
    return actions.add_document(
        by=coordinator, case_id=case_id, new=paper(), files=[TEXT], token=uuid4()
    )


def write(
    by: Actor, case_id: UUID, file_id: UUID, part: Part, code: str = "", text: str = ""
) -> None:
    """The next revision of one of the single parts."""
    now = queries.assessment(by, case_id, file_id).part(part)
    assessing.write_part(
        by=by,
        case_id=case_id,
        assessment_id=file_id,
        written=Written(part=part, revision=now.revision if now else 0),
        code=code,
        text=text,
        token=uuid4(),
    )


def find(by: Actor, case_id: UUID, file_id: UUID, one: Finding, **over: Any) -> None:
    """A finding that is new, unless said over which revision it goes."""
    assessing.write_finding(
        by=by,
        case_id=case_id,
        assessment_id=file_id,
        written=Written(part=Part.FINDING, **over),
        finding=one,
        token=uuid4(),
    )


@pytest.fixture
def file_id(coordinator: Actor, case_id: UUID) -> UUID:
    """An assessment file in which nothing stands yet."""
    return assessing.begin(by=coordinator, case_id=case_id, token=uuid4())


def write_whole(by: Actor, case_id: UUID) -> UUID:
    """A file in which every part is written and that nobody else read."""
    made = assessing.begin(by=by, case_id=case_id, token=uuid4())
    for element, code in (("act", "recruit"), ("means", "deception"), ("purpose", "SEX")):
        find(by, case_id, made, finding(element, code))
    write(by, case_id, made, Part.MINOR, "no")
    write(by, case_id, made, Part.ALTERNATIVE, text="Het kan ook anders zijn gegaan.")
    write(by, case_id, made, Part.UNKNOWN, text="Wie de reis betaalde.")
    write(by, case_id, made, Part.CONCLUSION, "plausible", "Twee bronnen zeggen dit.")
    return made


WHOLE: Beginning[UUID] = Beginning()
ADOPTED: Beginning[UUID] = Beginning()


@pytest.fixture
def whole_file(coordinator: Actor, case_id: UUID) -> UUID:
    """The same, of the one case."""
    return WHOLE.of(lambda: write_whole(coordinator, case_id))


def involve(coordinator: Actor, colleague: Actor, case_id: UUID) -> None:
    """Let a colleague work on the case too."""
    involve_in_case(
        by=coordinator, case_id=case_id, colleague=colleague.id, capacity=Capacity.ADVISER
    )


@pytest.fixture
def colleague_involved(coordinator: Actor, colleague: Actor, case_id: UUID) -> Actor:
    """A colleague who works on the case too."""
    involve(coordinator, colleague, case_id)
    return colleague


def read_along(
    by: Actor, case_id: UUID, file_id: UUID, opinion: str = "agrees", words: str = ""
) -> None:
    """Say what one thinks of the file as it stands."""
    digest = digest_of(queries.assessment(by, case_id, file_id).draft)
    assessing.read_along(
        by=by,
        case_id=case_id,
        assessment_id=file_id,
        opinion=opinion,
        words=words,
        digest=digest,
        token=uuid4(),
    )


@pytest.fixture
def adopted_file(coordinator: Actor, colleague: Actor, case_id: UUID) -> UUID:
    """A file that a colleague read along and that was adopted."""

    def make() -> UUID:
        made = write_whole(coordinator, case_id)
        involve(coordinator, colleague, case_id)
        read_along(colleague, case_id, made)
        assessing.adopt(by=coordinator, case_id=case_id, assessment_id=made)
        return made

    return ADOPTED.of(make)


@pytest.fixture
def decide(coordinator: Actor, case_id: UUID) -> Decide:
    """Decide to share something about the person of the case: a count for CoMensha."""

    def make(**changed: Any) -> UUID:
        case = opened(coordinator, case_id)
        asked = {
            "compartment": "R2",
            "sender": "care_coordinator",
            "recipient": "comensha",
            "purpose": "P_REGISTRATION",
            "data": frozenset({"K_COUNT"}),
            "subject": "victim",
        }
        return decide_disclosure(
            by=coordinator,
            asked=DisclosureAsked(
                request=ShareRequest(**{**asked, **changed}),
                municipality=HENGELO,
                subject_id=case.person_id,
                subject_label=case.person_label,
                recipient_name="Verzonnen ontvanger",
                necessity="Verzonnen reden.",
                subsidiarity="Verzonnen reden.",
                consent=ConsentState.REFUSED,
                expires_on=clock.today(),
            ),
        )

    return make
