"""Who sees what: permissions by role as one table, on a page and in the documentation.

Both are made from :mod:`kmt.access.permissions` and :mod:`kmt.access.roles` alone, so that they
cannot say anything else than the program does.
"""

from dataclasses import dataclass
from itertools import groupby

from kmt.access.permissions import MEANING, Permission
from kmt.access.roles import REGION_WORDS, ROLES

#: The Dutch name of the part of the work that a permission belongs to.
DOMAINS = {
    "access": "Toezicht: rechten",
    "advice": "Advies zonder namen",
    "attachments": "Bijlagen",
    "audit": "Toezicht: logboek",
    "care": "Zorgcoördinatie",
    "conference": "Overleg over een casus",
    "connections": "Verbanden tussen meldingen",
    "conversation": "Gesprek met wie een code heeft",
    "duty": "Dienst: aanwezig, waarnemen, overdragen",
    "exchange": "CoMensha en overdracht",
    "finance": "Geld",
    "governance": "Bestuur",
    "insight": "Inzicht",
    "intake": "Meldingen",
    "knowledge": "Kennisbank",
    "lawfulness": "Rechtmatigheid",
    "mailbox": "Mailbox van het meldpunt",
    "mandate": "Opgaven van gemeenten",
    "partners": "Beheer",
    "professionals": "Meldingen van professionals",
    "reception": "Balie: gesprekken en mail als concept",
    "retention": "Bewaren en vernietigen",
    "rights": "Rechten van betrokkenen",
    "sharing": "Delen",
    "teamwork": "Samenwerken met ketenpartners",
    "training": "Trainingen",
    "vault": "Kluis",
}
#: Who does what no role may: the entrance, commands on the server, and the program at night.
WITHOUT_ROLE = {
    Permission.ATTACHMENTS_FILE_SCAN: "het programma, op de achtergrond",
    Permission.CONVERSATION_CODE_USE: "iedereen met een code, zonder account",
    Permission.DUTY_ROUND_RUN: "het programma, op de achtergrond",
    Permission.INTAKE_REPORT_SUBMIT: "iedereen, zonder account",
    Permission.MAILBOX_MESSAGE_FETCH: "het programma, op de achtergrond",
    Permission.PROFESSIONALS_LINK_FORGET: "het programma, elke nacht",
    Permission.RETENTION_TERM_RUN: "het programma, na een besluit",
    Permission.SHARING_DRAFT_FORGET: "het programma, elke nacht",
    Permission.SHARING_SUPPLY_READ: "niemand, tot het Zorg- en Veiligheidshuis opent",
    Permission.SHARING_SUPPLY_WRITE: "niemand, tot het Zorg- en Veiligheidshuis opent",
    Permission.VAULT_DATA_ERASE: "het programma, na een besluit",
    Permission.VAULT_KEY_MANAGE: "wie opdrachten geeft op de server",
    Permission.VAULT_REACH_PGA: "niemand, tot het Zorg- en Veiligheidshuis opent",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleLine:
    """A role in words: what it is for and how far it sees."""

    code: str
    name: str
    description: str
    reach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionLine:
    """A permission in words, and the names of the roles that hold it."""

    code: str
    meaning: str
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The permissions of one part of the work."""

    name: str
    permissions: tuple[PermissionLine, ...]


def roles() -> tuple[RoleLine, ...]:
    """The roles in the order of the work."""
    return tuple(
        RoleLine(
            code=role.code,
            name=role.dutch,
            description=role.description,
            reach=REGION_WORDS[role.reach],
        )
        for role in ROLES.values()
    )


def domains() -> tuple[Domain, ...]:
    """Every permission, by part of the work."""
    grouped = groupby(sorted(Permission), key=lambda one: one.partition(".")[0])
    return tuple(
        Domain(name=DOMAINS[code], permissions=tuple(_line(one) for one in permissions))
        for code, permissions in grouped
    )


def page() -> str:
    """The same as Markdown, for ``docs/reference/who-sees-what.md``."""
    return "\n\n".join((_OPENING, _roles_table(), *map(_domain_table, domains()), _CLOSING)) + "\n"


_OPENING = """# Wie ziet wat

Dit overzicht is gemaakt uit de tabel in het programma en kan dus niets anders zeggen dan het
programma doet. Een recht dat hier niet staat, bestaat niet; een rol die hier niet bij een recht
staat, heeft het niet."""

_CLOSING = """## Wat altijd geldt

- Buiten het eigen gebied bestaat een melding, casus of persoon niet: niet in lijsten, niet in
  aantallen, niet in zoekresultaten. Het antwoord is dan "niet gevonden".
- Binnen het eigen gebied maar zonder recht zegt de pagina waarom, en welke rol het wel mag.
- Alleen wie is aangewezen, gescreend (VOG) en getraind komt binnen, met wachtwoord en code.
- Wie een persoon is, ligt versleuteld in de kluis. Elke keer dat iemand kijkt, staat met de reden
  in het logboek; elke weigering ook."""


def _line(permission: Permission) -> PermissionLine:
    names = tuple(role.dutch for role in ROLES.values() if permission in role.permissions)
    if permission in WITHOUT_ROLE:
        names = (WITHOUT_ROLE[permission], *names)
    return PermissionLine(code=permission.value, meaning=MEANING[permission], holders=names)


def _roles_table() -> str:
    lines = (f"| {one.name} | {one.description} | {one.reach} |" for one in roles())
    return "\n".join(("## Rollen", "", "| rol | waarvoor | gebied |", "|---|---|---|", *lines))


def _domain_table(domain: Domain) -> str:
    lines = (
        f"| {one.meaning} | {', '.join(one.holders) or 'niemand'} | `{one.code}` |"
        for one in domain.permissions
    )
    return "\n".join((f"## {domain.name}", "", "| recht | wie | code |", "|---|---|---|", *lines))
