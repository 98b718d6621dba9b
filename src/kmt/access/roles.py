"""Roles and what they may do: the one table a privacy officer reads.

Roles are kept by stable code (code list ``role``), never by a path in the program. Each says what
a person needs before holding it. ``docs/reference/who-sees-what.md`` is generated from here.
"""

from dataclasses import dataclass

from kmt.access.permissions import Permission as P

OWN_MUNICIPALITY, WHOLE_REGION, NOWHERE = "own_municipality", "whole_region", "nowhere"
REGION_WORDS = {
    OWN_MUNICIPALITY: "eigen gemeente",
    WHOLE_REGION: "de hele regio",
    NOWHERE: "geen casuïstiek",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role: stable code, Dutch name, what it is for, how far it sees, what it may."""

    code: str
    dutch: str
    description: str
    reach: str
    permissions: frozenset[P]


def _role(code: str, dutch: str, description: str, reach: str, *permissions: P) -> Role:
    return Role(
        code=code,
        dutch=dutch,
        description=description,
        reach=reach,
        permissions=frozenset(permissions),
    )


_ALL = (
    _role(
        "intake_worker",
        "medewerker meldpunt",
        "Neemt meldingen aan, weegt ze en kiest het vervolg.",
        WHOLE_REGION,
        P.DUTY_ROSTER_READ,
        P.DUTY_ABSENCE_WRITE,
        P.DUTY_WORK_ASSIGN,
        P.ADVICE_QUESTION_ASK,
        P.ADVICE_QUESTION_READ,
        P.ADVICE_ANSWER_WRITE,
        P.PARTNERS_COLLEAGUE_VOUCH,
        P.RIGHTS_REQUEST_TAKE,
        P.RECEPTION_DRAFT_LIST,
        P.RECEPTION_DRAFT_WRITE,
        P.INTAKE_REPORT_LIST,
        P.INTAKE_REPORT_READ,
        P.INTAKE_REPORT_TRIAGE,
        P.PROFESSIONALS_LINK_MAKE,
        P.ATTACHMENTS_FILE_OPEN,
        P.CONNECTIONS_MENTION_READ,
        P.CONNECTIONS_MENTION_WRITE,
        P.CONVERSATION_ANSWER_WRITE,
        P.VAULT_PERSON_REGISTER,
        P.VAULT_PERSON_SEARCH,
        P.VAULT_PERSON_OPEN,
        P.VAULT_PERSON_AMEND,
        P.VAULT_PERSON_MERGE,
        P.VAULT_REACH_DESK,
        P.VAULT_TEXT_SEARCH,
        P.VAULT_CONSENT_READ,
        P.SHARING_APPROVAL_GIVE,
        P.LAWFULNESS_DISCLOSURE_DECIDE,
        P.LAWFULNESS_DISCLOSURE_READ,
        P.LAWFULNESS_MATRIX_READ,
        P.INSIGHT_ESTIMATE_READ,
        P.INSIGHT_FACTSHEET_READ,
    ),
    _role(
        "care_coordinator",
        "zorgcoördinator",
        "Begeleidt slachtoffers van eerste contact tot nazorg.",
        WHOLE_REGION,
        P.DUTY_ROSTER_READ,
        P.DUTY_ABSENCE_WRITE,
        P.DUTY_WORK_ASSIGN,
        P.ADVICE_QUESTION_ASK,
        P.ADVICE_QUESTION_READ,
        P.PARTNERS_COLLEAGUE_VOUCH,
        P.RIGHTS_REQUEST_TAKE,
        P.CARE_CASE_LIST,
        P.CARE_CASE_OPEN,
        P.CARE_CASE_READ,
        P.CARE_CASE_WRITE,
        P.ATTACHMENTS_FILE_OPEN,
        P.CONFERENCE_TABLE_READ,
        P.CONFERENCE_TABLE_WRITE,
        P.ACCESS_INVOLVEMENT_GRANT,
        P.ACCESS_EMERGENCY_OPEN,
        P.VAULT_PERSON_SEARCH,
        P.VAULT_PERSON_OPEN,
        P.VAULT_PERSON_AMEND,
        P.VAULT_PERSON_MERGE,
        P.VAULT_REACH_CARE,
        P.VAULT_BSN_HOLD,
        P.VAULT_CONSENT_READ,
        P.VAULT_CONSENT_WRITE,
        P.SHARING_APPROVAL_GIVE,
        P.LAWFULNESS_DISCLOSURE_DECIDE,
        P.LAWFULNESS_DISCLOSURE_READ,
        P.LAWFULNESS_MATRIX_READ,
        P.INSIGHT_ESTIMATE_READ,
        P.INSIGHT_FACTSHEET_READ,
    ),
    _role(
        "team_lead",
        "teamleider",
        "Verdeelt het werk, vervangt, en geeft als tweede persoon akkoord. Leest geen dossier "
        "zonder daarbij betrokken te zijn.",
        WHOLE_REGION,
        P.DUTY_ROSTER_READ,
        P.DUTY_ABSENCE_WRITE,
        P.DUTY_WORK_ASSIGN,
        P.PARTNERS_COLLEAGUE_VOUCH,
        P.PARTNERS_ROLE_CONFIRM,
        P.RECEPTION_DRAFT_LIST,
        P.INTAKE_REPORT_LIST,
        P.CARE_CASE_LIST,
        P.CARE_CASE_READ,
        P.CONFERENCE_TABLE_READ,
        P.ACCESS_INVOLVEMENT_GRANT,
        P.ACCESS_INVOLVEMENT_LEAD,
        P.ACCESS_EMERGENCY_OPEN,
        P.ACCESS_EMERGENCY_REVIEW,
        P.SHARING_APPROVAL_GIVE,
        P.RIGHTS_REQUEST_TAKE,
        P.LAWFULNESS_DISCLOSURE_READ,
        P.LAWFULNESS_MATRIX_READ,
        P.INSIGHT_COUNT_READ,
        P.INSIGHT_ESTIMATE_READ,
        P.INSIGHT_FACTSHEET_READ,
    ),
    _role(
        "municipal_focal_point",
        "gemeentelijke aandachtsfunctionaris",
        "Volgt de meldingen en aantallen van de eigen gemeente, zonder verhaal en zonder namen.",
        OWN_MUNICIPALITY,
        P.ADVICE_QUESTION_ASK,
        P.ADVICE_QUESTION_READ,
        P.PROFESSIONALS_REPORT_SEND,
        P.INTAKE_REPORT_LIST,
        P.INSIGHT_COUNT_READ,
        P.INSIGHT_ESTIMATE_READ,
        P.INSIGHT_FACTSHEET_READ,
    ),
    _role(
        "partner_reporter",
        "melder van een ketenpartner",
        "Meldt als professional van een andere organisatie, en ziet van de eigen meldingen alleen "
        "hoe ver ze zijn.",
        NOWHERE,
        P.ADVICE_QUESTION_ASK,
        P.ADVICE_QUESTION_READ,
        P.PROFESSIONALS_REPORT_SEND,
    ),
    _role(
        "chain_partner_reader",
        "ketenpartner",
        "Werkt bij een andere organisatie mee aan een casus waartoe de coördinator toegang gaf, en "
        "ziet daarvan alleen het eigen deel.",
        NOWHERE,
        P.TEAMWORK_PART_READ,
        P.TEAMWORK_TASK_ANSWER,
    ),
    _role(
        "analyst",
        "analist",
        "Maakt aard en omvang zichtbaar met aantallen en schattingen, zonder dossiers.",
        WHOLE_REGION,
        P.INSIGHT_COUNT_READ,
        P.INSIGHT_ESTIMATE_READ,
        P.INSIGHT_ESTIMATE_RUN,
        P.INSIGHT_FACTSHEET_READ,
        P.INSIGHT_FACTSHEET_MAKE,
    ),
    _role(
        "privacy_officer",
        "privacyfunctionaris",
        "Ziet toe op rechtmatigheid: wie keek waarnaar, en waarom. Leest geen dossiers, "
        "behalve wat iemand over zichzelf opvraagt.",
        NOWHERE,
        P.PARTNERS_COLLEAGUE_VOUCH,
        P.RIGHTS_REQUEST_TAKE,
        P.RIGHTS_REQUEST_HANDLE,
        P.AUDIT_EVENT_READ,
        P.ACCESS_TABLE_READ,
        P.ACCESS_EMERGENCY_REVIEW,
        P.SHARING_APPROVAL_GIVE,
        P.LAWFULNESS_DISCLOSURE_READ,
        P.LAWFULNESS_DISCLOSURE_REVIEW,
        P.LAWFULNESS_MATRIX_READ,
        P.RETENTION_TERM_READ,
        P.RETENTION_TERM_DECIDE,
        P.INSIGHT_ESTIMATE_READ,
        P.INSIGHT_FACTSHEET_READ,
    ),
    _role(
        "system_admin",
        "functioneel beheerder",
        "Beheert accounts en rollen. Leest geen meldingen, dossiers of aantallen.",
        NOWHERE,
        P.PARTNERS_COLLEAGUE_VOUCH,
        P.PARTNERS_ACCOUNT_MANAGE,
        P.PROFESSIONALS_KEY_MANAGE,
        P.EXCHANGE_KEY_MANAGE,
        P.PARTNERS_ROLE_CONFIRM,
    ),
)

ROLES: dict[str, Role] = {role.code: role for role in _ALL}
