"""Every permission in the product, as ``domain.thing.verb``, in alphabetic order.

A view, a query and an action name one of these; :mod:`kmt.access.roles` says who holds it. The
Dutch sentence is what ``docs/reference/who-sees-what.md`` prints.
"""

from enum import StrEnum


class Permission(StrEnum):
    """What a role can be allowed to do."""

    ACCESS_TABLE_READ = "access.table.read"
    AUDIT_EVENT_READ = "audit.event.read"
    CARE_CASE_LIST = "care.case.list"
    CARE_CASE_OPEN = "care.case.open"
    CARE_CASE_READ = "care.case.read"
    CARE_CASE_WRITE = "care.case.write"
    INSIGHT_COUNT_READ = "insight.count.read"
    INSIGHT_ESTIMATE_READ = "insight.estimate.read"
    INSIGHT_ESTIMATE_RUN = "insight.estimate.run"
    INSIGHT_FACTSHEET_MAKE = "insight.factsheet.make"
    INSIGHT_FACTSHEET_READ = "insight.factsheet.read"
    INTAKE_REPORT_LIST = "intake.report.list"
    INTAKE_REPORT_READ = "intake.report.read"
    INTAKE_REPORT_SUBMIT = "intake.report.submit"
    INTAKE_REPORT_TRIAGE = "intake.report.triage"
    PARTNERS_ACCOUNT_MANAGE = "partners.account.manage"
    VAULT_PERSON_OPEN = "vault.person.open"
    VAULT_PERSON_REGISTER = "vault.person.register"


MEANING: dict[Permission, str] = {
    Permission.ACCESS_TABLE_READ: "de tabel lezen van wie wat mag",
    Permission.AUDIT_EVENT_READ: "het logboek lezen: wie deed wat, wanneer en waarom",
    Permission.CARE_CASE_LIST: "de lijst van zorgcasussen zien, onder kenmerk",
    Permission.CARE_CASE_OPEN: "een zorgcasus openen vanuit een melding",
    Permission.CARE_CASE_READ: "een zorgcasus lezen: verloop, acties, stand",
    Permission.CARE_CASE_WRITE: "in een zorgcasus schrijven en de stand wijzigen",
    Permission.INSIGHT_COUNT_READ: "aantallen zien van het eigen gebied",
    Permission.INSIGHT_ESTIMATE_READ: "schattingen zien met hun onzekerheid",
    Permission.INSIGHT_ESTIMATE_RUN: "een schatting laten uitrekenen",
    Permission.INSIGHT_FACTSHEET_MAKE: "een factsheet maken",
    Permission.INSIGHT_FACTSHEET_READ: "een factsheet lezen",
    Permission.INTAKE_REPORT_LIST: "de werklijst van meldingen zien, zonder verhaal",
    Permission.INTAKE_REPORT_READ: "lezen wat een melder vertelde",
    Permission.INTAKE_REPORT_SUBMIT: "een melding doen",
    Permission.INTAKE_REPORT_TRIAGE: "een melding wegen: urgentie, signalen, vorm, besluit",
    Permission.PARTNERS_ACCOUNT_MANAGE: "accounts maken en rollen geven",
    Permission.VAULT_PERSON_OPEN: "zien wie een persoon is, met reden, elke keer vastgelegd",
    Permission.VAULT_PERSON_REGISTER: "een persoon vastleggen in de kluis",
}
