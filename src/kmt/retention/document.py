"""The retention terms as Markdown: the whole of ``docs/privacy/retention.md``."""

from kmt.lawfulness.loading import sharing_matrix
from kmt.lawfulness.table import STATUS_WORDS
from kmt.retention.rules.deciding import HOLD_REASONS, KEEP_REASONS
from kmt.retention.rules.keeping_words import NEEDED_LONGER, ON_HOLD, RENEWABLE, term_words
from kmt.retention.term_table import retention_terms
from kmt.retention.terms import Afterwards, Applies, Term

_HEAD = """# Bewaartermijnen

Hoe lang wat blijft, en wat er daarna gebeurt. Dit overzicht is gemaakt uit dezelfde gegevens als
het programma gebruikt (`src/kmt/lawfulness/data/retention.csv`); wijzig die, niet deze pagina.

## Hoe er wordt geteld

- Een termijn eindigt met de laatste dag; wat voorbij is, gaat de dag erna. Een maand zonder die dag
  eindigt op haar laatste: 29 februari en vijf jaar is 28 februari.
- In het ZVH begint de klok bij de **eerste verwerking**, niet bij het sluiten. Sluiten schermt
  alleen af. Heropenen begint nooit opnieuw: van meer keer sluiten telt de eerste.
- Een Wmo-dossier volgt zijn laatste stuk, want elk stuk heeft vijftien jaar.
- Waar nog aan gewerkt wordt, gaat nooit vanzelf weg; een mens beslist. Een grens van de wet (*ten
  hoogste*, *meteen*) wijkt daar niet voor.
- Een wijziging van deze tabel eindigt een regel en voegt er een toe. Wat onder de oude regel begon,
  houdt de oude termijn (*bij het begin*), behalve waar de wet meteen werkt (*direct*). Over een dag
  van vroeger blijft het antwoord hoe dan ook wat het was."""

_AFTER = {
    Afterwards.DESTROY: "gaat vanzelf weg",
    Afterwards.DECIDE: "een mens beslist",
    Afterwards.SHIELD: "afgeschermd",
    Afterwards.KEEP: "blijft",
}
_APPLIES = {Applies.START: "bij het begin", Applies.NOW: "direct"}
_COLUMNS = "nr | wat | domein | termijn | daarna | regel geldt | grondslag | status"

_NIGHT = """## Wat er elke nacht gebeurt

`./kmt manage propose_retention` vraagt voor elk dossier de termijn opnieuw na. Wat binnen de
wachttijd (`KMT_RETENTION_WAIT_DAYS`, standaard 14 dagen) afloopt, komt op de pagina
*Bewaartermijnen*; wat een mens moet beslissen, wacht daar met de reden. Op de dag zelf gaat weg
wat vanzelf weggaat, of wat een mens besloot; een grens van de wet wacht nooit langer dan die dag.

Van wat weg is blijft: een **verklaring** (soort, domein, regel, wanneer, door wie, hoeveel regels
en sleutels, een hash; geen nummer en geen persoon), een **telling** per jaar en vorm, en een regel
in het logboek. De sleutel van het dossier wordt vernietigd, en die van de persoon als geen enkel
dossier meer over die persoon gaat; daarmee is elke reservekopie onleesbaar. De sleutels hebben
daarom hun eigen, korte reservekopieën. Na het terugzetten van een oude reservekopie van de
gegevens: `./kmt manage replay_erasures`, voordat het programma online gaat."""


def page() -> str:
    """Every row, what makes a term longer, and what the job of the night does."""
    rule = " | ".join("---" for _ in _COLUMNS.split(" | "))
    rows = "\n".join(map(_row, retention_terms()))
    table = f"## De termijnen\n\n| {_COLUMNS} |\n| {rule} |\n{rows}"
    return "\n\n".join((_HEAD, table, _longer(), _NIGHT, _sources())) + "\n"


def _row(term: Term) -> str:
    status = "; ".join(filter(None, (STATUS_WORDS[term.status], term.note, term.verify)))
    cells = (
        term.id,
        term.dutch,
        term.compartment,
        term_words(term),
        _AFTER[term.afterwards],
        _applies(term),
        term.basis,
        status,
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _applies(term: Term) -> str:
    start = f"vanaf {term.valid_from:%d-%m-%Y}" if term.valid_from else ""
    end = f"tot en met {term.valid_until:%d-%m-%Y}" if term.valid_until else ""
    return ", ".join(filter(None, (_APPLIES[term.applies], start, end)))


def _longer() -> str:
    return "\n".join(
        (
            "## Wat een termijn langer maakt",
            "",
            *(f"- {said[0].upper()}{said[1:]}." for said in (RENEWABLE, NEEDED_LONGER, ON_HOLD)),
            "",
            f"Een bewaarplicht kan om: {'; '.join(HOLD_REASONS.values())}. Hij gaat altijd voor, en"
            " wordt binnen een jaar opnieuw bekeken.",
            "",
            f"Bewaren na een besluit kan om: {'; '.join(KEEP_REASONS.values())}.",
        )
    )


def _sources() -> str:
    named = {"WGS", "BGS", "Wmo", "Selectielijst"}
    found = [
        f"| {one.source} | {one.title} | {one.address} |"
        for one in sharing_matrix().sources
        if one.source in named
    ]
    own = (
        "| TERMIJNEN | Rijen T01-T29: law/retention.csv van de opdrachtgever, november 2026; "
        "T30 en T31: eigen rijen, AVG 17 en een voorstel | |"
    )
    return "\n".join(
        ("## Bronnen", "", "| bron | tekst | vindplaats |", "|---|---|---|", *found, own)
    )
