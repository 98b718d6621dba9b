"""In which order the stories are told: what comes later builds on what is there."""

from collections.abc import Callable

from kmt.demo import (
    advice,
    directory,
    duty,
    exchange,
    factsheets,
    finance,
    governance,
    knowledge,
    mail,
    mandate,
    options,
    people,
    policy_frame,
    prevention,
    requests,
    rounds,
    scenarios,
    shares,
    stories,
    teamwork,
    training,
    transition,
)

Steps = tuple[tuple[str, Callable[[], object]], ...]

PEOPLE: Steps = (("mensen die inloggen", people.load),)
CASEWORK: Steps = (
    ("drie verhalen en een werklijst", stories.load),
    ("wat er wordt gedeeld", shares.load),
    ("wie er van buiten meewerkt", teamwork.load),
    ("wat er uitgaat en binnenkomt", exchange.load),
    ("verzoeken over eigen gegevens", requests.load),
    ("adviesvragen zonder namen", advice.load),
    ("e-mail die wacht", mail.load),
    ("wie er weg is", duty.load),
)
OUTLOOK: Steps = (
    ("kennisbank", knowledge.load),
    ("sociale kaart", directory.load),
    ("trainingen", training.load),
    ("preventie", prevention.load),
    ("opgaven van gemeenten", mandate.load),
    ("geld: terugblik en begroting", finance.load),
    ("jaarlijkse ronde", rounds.load),
    ("raadsfactsheets", factsheets.load),
    ("bestuur: werkgroep en besluiten", governance.load),
    ("scenario’s en een besluit daarover", scenarios.load),
    ("visie en beleidskader", policy_frame.load),
    ("de weging van 2020: VTT of ZVHT", options.load),
    ("de overgang en haar voorwaarden", transition.load),
)
