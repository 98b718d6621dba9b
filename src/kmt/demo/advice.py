"""Fills the demo with requests for advice; nobody in them exists, and nobody is named.

One waits at the desk, one of a focal point was answered, and one waits in danger.
"""

from kmt.access.actors import REPORTER, actor_for
from kmt.advice.actions import answer, ask, take
from kmt.advice.answers import ANSWERS
from kmt.advice.queries import ALL, worklist
from kmt.advice.rules.asking import Question, Seen
from kmt.demo.people import account_of
from kmt.kernel.ids import new_id

_SCHOOL = Question(
    situation=(
        "Een meisje van ongeveer 16 wordt na school opgehaald door oudere mannen, steeds in een "
        "andere auto. Ze heeft ineens een dure telefoon en mist lessen. Ze zegt dat er niets is."
    ),
    question="Mag ik dit met jullie bespreken zonder dat zij het weet? En wat zeg ik tegen haar?",
    at_home="no",
    capacity="prof_education",
    secrecy="none",
    consent="not_asked",
    consent_reason="Ik ben bang dat ze dan niet meer komt.",
    form="SEX",
    municipality="GM0153",
)
_CARE = Question(
    situation=(
        "Een vrouw van rond de 30 maakt schoon in een huishouden, zeven dagen per week. Ze mag het "
        "huis niet uit en haar paspoort ligt bij de bewoners. Ik zie haar alleen als ik er werk."
    ),
    question="Wat kan ik doen zonder haar in gevaar te brengen?",
    capacity="prof_care",
    secrecy="medical",
    consent="refused",
    consent_reason="Ze is bang dat haar familie iets overkomt.",
    form="SERV",
    municipality="GM0164",
)
_DANGER = Question(
    situation="Een jongen van 15 durft vanavond niet naar huis. Hij moet pakketjes wegbrengen.",
    question="Wat doe ik nu met hem?",
    danger="yes",
    capacity="prof_youth",
    secrecy="youth",
    consent="given",
    form="CRIM",
    municipality="GM0141",
)


def load() -> str:
    """Make them; harmless when repeated."""
    noor, hanna = (actor_for(account_of(key)) for key in ("noor", "hanna"))
    if worklist(noor, ALL).total:
        return "waren er al"
    ask(by=REPORTER, question=_SCHOOL, nonce="demo school", shown=Seen())
    ask(by=REPORTER, question=_DANGER, nonce="demo danger", shown=Seen(called=True))
    cared = ask(by=hanna, question=_CARE, nonce="demo care", shown=Seen())
    take(by=noor, request_id=cared.request_id, version=1)
    text = "\n\n".join(ANSWERS[code].text for code in ("signals", "no_right", "talk"))
    answer(by=noor, request_id=cared.request_id, page=str(new_id()), text=text)
    return "3 adviesvragen"
