"""The states of a request about somebody's own data, and every way from one to the next.

Nothing is gathered before somebody checked who asks: a wrong request must not even teach this
house, let alone its sender, that somebody is known.
"""

from enum import StrEnum


class State(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    IDENTITY_CHECKED = "identity_checked"
    GATHERING = "gathering"
    DECIDED = "decided"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


#: Requests of which the clock still runs.
RUNNING = (State.RECEIVED, State.IDENTITY_CHECKED, State.GATHERING, State.DECIDED)
_GIVEN_UP = frozenset({State.WITHDRAWN, State.REFUSED})
WAYS: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.IDENTITY_CHECKED}) | _GIVEN_UP,
    State.IDENTITY_CHECKED: frozenset({State.GATHERING}) | _GIVEN_UP,
    State.GATHERING: frozenset({State.DECIDED}) | _GIVEN_UP,
    State.DECIDED: frozenset({State.GATHERING, State.ANSWERED, State.WITHDRAWN}),
    State.ANSWERED: frozenset({State.CLOSED, State.GATHERING}),
    State.REFUSED: frozenset({State.CLOSED}),
    State.WITHDRAWN: frozenset({State.CLOSED}),
    State.CLOSED: frozenset({State.GATHERING}),
}
STATES = tuple(State)
#: What a person must do for each way; the diagram says it too.
STEPS: dict[tuple[State, State], str] = {
    (State.RECEIVED, State.IDENTITY_CHECKED): "nagaan wie vraagt",
    (State.IDENTITY_CHECKED, State.GATHERING): "zoeken over wie het gaat",
    (State.GATHERING, State.DECIDED): "besluiten per domein",
    (State.DECIDED, State.GATHERING): "een besluit opnieuw bekijken",
    (State.DECIDED, State.ANSWERED): "het antwoord overhandigen",
    (State.ANSWERED, State.CLOSED): "afsluiten",
    (State.ANSWERED, State.GATHERING): "een uitzondering geldt niet meer",
    (State.CLOSED, State.GATHERING): "een uitzondering geldt niet meer",
    (State.REFUSED, State.CLOSED): "afsluiten",
    (State.WITHDRAWN, State.CLOSED): "afsluiten",
}
WORDS: dict[State, str] = {
    State.RECEIVED: "ontvangen",
    State.IDENTITY_CHECKED: "vaststaat wie vraagt",
    State.GATHERING: "gegevens bij elkaar zoeken",
    State.DECIDED: "besloten",
    State.ANSWERED: "beantwoord",
    State.CLOSED: "afgesloten",
    State.WITHDRAWN: "ingetrokken",
    State.REFUSED: "geweigerd",
}


def may_go(source: str, to: State) -> bool:
    """Whether a request can go from one state to another."""
    return to in WAYS[State(source)]


def diagram() -> str:
    """The whole of ``docs/reference/rights-request-states.md``."""
    lines = [
        f"    {source.value} --> {to.value}: {_step(source, to)}"
        for source in STATES
        for to in sorted(WAYS[source])
    ]
    rows = [f"| `{one.value}` | {WORDS[one]} |" for one in STATES]
    return "\n".join(
        (
            "# Een verzoek over eigen gegevens: toestanden",
            "",
            "Gemaakt uit `src/kmt/rights/states.py`. Wie iets vraagt, krijgt altijd antwoord, ook",
            "wie niet bekend is. Er wordt pas gezocht als vaststaat wie vraagt.",
            "",
            "```mermaid",
            "stateDiagram-v2",
            f"    [*] --> {State.RECEIVED.value}",
            *lines,
            f"    {State.CLOSED.value} --> [*]",
            "```",
            "",
            "| code | toestand |",
            "|---|---|",
            *rows,
            "",
        )
    )


def _step(source: State, to: State) -> str:
    if to is State.WITHDRAWN:
        return "de aanvrager trekt het in"
    if to is State.REFUSED:
        return "weigeren (AVG 12(2), 12(5))"
    return STEPS[source, to]
