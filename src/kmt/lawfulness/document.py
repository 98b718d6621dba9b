"""The sharing matrix as Markdown: the whole of ``docs/privacy/sharing-matrix.md``."""

from collections.abc import Iterable

from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.parsing import ANY
from kmt.lawfulness.table import MatrixLine, compartments, lines

_HEAD = """# De deelmatrix

Wat mag van wie naar wie, waarvoor, en op welke grond. Dit overzicht is gemaakt uit dezelfde
gegevens als het programma gebruikt (`src/kmt/lawfulness/data/`); wijzig die, niet deze pagina.

- **Wat hier niet staat, mag niet.**
- Een regel die verbiedt, gaat voor op elke regel die toestaat, en wijkt alleen voor de eigen
  uitzondering.
- Raken meer regels hetzelfde gegeven, dan gelden alle voorwaarden samen. Een regel over
  beroepsgeheim voegt voorwaarden toe en geeft uit zichzelf niets.
- Status: *wet* staat in de tekst van de wet; *onze lezing* moet een jurist nog bevestigen (DPIA);
  *eigen voorstel* is een standaard van ons."""

_COLUMNS = "nr | van → naar | doel | gegevens, over wie | besluit | grondslag | status"


def page() -> str:
    """Every row by compartment, and the sources with the version of the text that was read."""
    every = lines(None)
    named = sharing_matrix().dutch("compartment", ANY)
    parts = [_section(name, every) for _, name in compartments()]
    return "\n\n".join((_HEAD, *parts, _section(named, every), _sources())) + "\n"


def _section(name: str, every: Iterable[MatrixLine]) -> str:
    found = [_row(each) for each in every if each.compartments.split(", ")[0] == name]
    rule = " | ".join("---" for _ in _COLUMNS.split(" | "))
    return "\n".join((f"## {name}", "", f"| {_COLUMNS} |", f"| {rule} |", *found))


def _row(line: MatrixLine) -> str:
    status = "; ".join(filter(None, (line.status_words, line.note, line.verify)))
    cells = (
        line.id,
        f"{line.senders} → {line.recipients}",
        line.purposes,
        f"{line.data}; {line.subjects}",
        _decision(line),
        "; ".join(filter(None, (line.basis, line.valid))),
        status,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _decision(line: MatrixLine) -> str:
    parts = (
        ("", (line.why,)),
        ("uitzondering: ", (line.exception,)),
        ("voorwaarden: ", line.conditions),
        ("tenzij: ", line.vetoes),
        ("daarbij geldt: ", line.binding),
        ("akkoord van: ", (line.approval,)),
        ("bewaren: ", (line.retention,)),
    )
    said = [f"{head}{'; '.join(words)}" for head, words in parts if any(words)]
    return ". ".join((f"**{line.decision_words}**", *said))


def _sources() -> str:
    found = [
        f"| {each.source} | {each.title} | {each.address} |" for each in sharing_matrix().sources
    ]
    return "\n".join(("## Bronnen", "", "| bron | tekst | vindplaats |", "|---|---|---|", *found))
