"""The file of a registration: lines of field, value and source, as a table (CSV) and as a PDF.

A count holds the fields that may stand in a count and nothing else: who somebody is, is not even
opened. The table is RFC 4180 in UTF-8; a cell that a spreadsheet would take for a formula starts
with a quote (OWASP, CSV injection).
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from kmt.care.joining import CaseRef
from kmt.exchange import wording
from kmt.exchange.fields import VAULT, Field, fields, in_registration
from kmt.exchange.reading import RegistrationView
from kmt.exchange.rules.registering import Mode
from kmt.kernel.actor import Actor
from kmt.kernel.typesetting import typeset
from kmt.partners.region import region
from kmt.vault.queries import open_identity
from kmt.vault.rules import Identity
from kmt.vocabulary.queries import code, codes_of, label

COLUMNS = ("blok", "veld", "naam", "waarde", "herkomst", "htcds_veld", "htcds_waarde")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_SAID, NOT_ASKED = "niet ingevuld", "niet gevraagd"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """One field in the file."""

    block: str
    field: str
    name: str
    value: str
    source: str
    htcds_field: str = ""
    htcds_value: str = ""


def lines_for(
    actor: Actor, case: CaseRef, seen: RegistrationView, *, moment: datetime
) -> tuple[FileLine, ...]:
    """Every line of the file; with a name the vault is opened, and that look is recorded."""
    named = seen.mode is Mode.IDENTIFIED
    identity = open_identity(actor, case.person_id, reason="handover") if named else None
    found = [*_submission(actor, seen, named=named, moment=moment), *_reporter()]
    for field in fields():
        if in_registration(field, count=not named, dossier_type=seen.dossier_type):
            found += _of_field(field, seen, identity, case, actor)
    if named:
        found += _consent(seen)
    return tuple(sorted(found, key=lambda one: _ORDER.index(one.block)))


def as_table(lines: Iterable[FileLine]) -> bytes:
    """The file as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in lines:
        cells = (
            wording.block_word(one.block),
            one.field,
            one.name,
            one.value,
            one.source,
            one.htcds_field,
            one.htcds_value,
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8")


def as_document(lines: Iterable[FileLine], seen: RegistrationView, *, moment: datetime) -> bytes:
    """The same as a tagged PDF; ``moment`` is the only time in it."""
    blocks: dict[str, list[list[str]]] = {}
    for one in lines:
        blocks.setdefault(one.block, []).append([one.name, one.value, one.source])
    with override("nl"):
        content = {
            "centre": region().centre,
            "kind": wording.mode_word(seen.mode),
            "named": seen.mode is Mode.IDENTIFIED,
            "date": date_format(moment, "j F Y"),
            "type": wording.dossier_word(seen.dossier_type),
            "invented": settings.KMT_DEMO,
            "blocks": [
                {"name": wording.block_word(block), "lines": found}
                for block, found in blocks.items()
            ],
        }
    template = files("kmt.exchange") / "typst" / "registration.typ"
    return typeset(template, content, moment=moment)


_ORDER = ("submission", "reporter", "victim", "exploitation", "justice", "needs", "consent")


def _submission(
    actor: Actor, seen: RegistrationView, *, named: bool, moment: datetime
) -> Iterator[FileLine]:
    """What the file is; a count has no number of ours that leads back to anybody."""
    here = {"block": "submission", "source": "deze registratie"}
    yield FileLine(field="kind", name="soort", value=wording.mode_word(seen.mode), **here)
    made = f"{moment:%d-%m-%Y}" if named else f"{moment:%m-%Y}"
    yield FileLine(field="made_on", name="gemaakt", value=made, **here)
    dossier = wording.dossier_word(seen.dossier_type)
    yield FileLine(field="dossier_type", name="dossiertype", value=dossier, **here)
    if not named:
        return
    types = [one for one in seen.steps if one.event in {"begun", "type"}]
    was = "; ".join(
        f"{wording.dossier_word(one.dossier_type)} ({one.happened_on:%d-%m-%Y})" for one in types
    )
    yield FileLine(field="dossier_type_history", name="dossiertype door de tijd", value=was, **here)
    yield FileLine(field="internal_id", name="ons kenmerk", value=seen.reference, **here)
    number = seen.comensha_number or "nog niet gegeven"
    yield FileLine(field="comensha_number", name="nummer van CoMensha", value=number, **here)
    yield FileLine(field="sent_by", name="verzonden door", value=actor.name, **here)


def _reporter() -> Iterator[FileLine]:
    here = {"block": "reporter", "source": wording.source_word("region")}
    yield FileLine(field="organisation", name="organisatie", value=region().centre, **here)
    yield FileLine(field="region", name="regio", value=region().name, **here)


def _of_field(
    field: Field, seen: RegistrationView, identity: Identity | None, case: CaseRef, actor: Actor
) -> Iterator[FileLine]:
    values: tuple[str, ...]
    if field.kind == VAULT:
        values, source = (_of_vault(field.code, identity),), "vault"
    elif not field.asked:
        values, source = (_computed(field.code, case, actor),), "care"
    else:
        values, source = seen.values.get(field.code, ()), seen.sources.get(field.code, "")
    words = "; ".join(wording.value_word(field, one) for one in values if one)
    yield FileLine(
        block=field.block,
        field=field.code,
        name=field.dutch,
        value=words or NOT_SAID,
        source=wording.source_word(source) or NOT_ASKED,
        htcds_field=field.htcds,
        htcds_value="; ".join(filter(None, (_htcds(field, one) for one in values))),
    )


def _of_vault(name: str, identity: Identity | None) -> str:
    """What the vault knows of this field, in words; unknown where it knows nothing."""
    if identity is None:
        return ""
    if name == "address":
        return (
            "; ".join(one.text for one in identity.addresses if one.kind != "shelter") or "onbekend"
        )
    value = getattr(identity, name)
    if isinstance(value, tuple):
        value = ", ".join(value)
    elif name == "birth_date" and value is not None:
        value = f"{value:%d-%m-%Y}"
    return "onbekend" if value in {None, ""} else str(value)


def _computed(name: str, case: CaseRef, actor: Actor) -> str:
    if name == "contact_person":
        return actor.name
    return region().municipality_name(case.municipality)


def _consent(seen: RegistrationView) -> Iterator[FileLine]:
    here = {"block": "consent", "source": wording.source_word("vault")}
    said = seen.consent
    state = wording.consent_word(said.state)
    by = label("consent_by", said.given_by) if said.given_by in codes_of("consent_by") else ""
    until = f"{said.valid_until:%d-%m-%Y}" if said.valid_until else "geen einddatum"
    yield FileLine(field="state", name="toestemming voor registratie", value=state, **here)
    yield FileLine(field="by", name="door wie", value=by or said.given_by or "onbekend", **here)
    form = _FORMS.get(said.form, "onbekend")
    yield FileLine(field="form", name="hoe gegeven", value=form, **here)
    yield FileLine(field="valid_until", name="geldt tot en met", value=until, **here)


_FORMS = {"written": "schriftelijk", "spoken": "mondeling"}


def _htcds(field: Field, value: str) -> str:
    """The value of HTCDS 2.0 for a code of ours; empty when the standard has none."""
    if field.htcds and field.kind in {"country", "countries"}:
        return value
    for name in field.lists if field.htcds else ():
        if value in codes_of(name):
            return code(name, value).htcds
    return ""


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet reckons with."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
