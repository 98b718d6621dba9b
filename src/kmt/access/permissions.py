"""Every permission in the product, as ``domain.thing.verb``, in alphabetic order.

A view, a query and an action name one of these; :mod:`kmt.access.roles` says who holds it. The
Dutch sentence is what ``docs/reference/who-sees-what.md`` prints.
"""

from enum import StrEnum


class Permission(StrEnum):
    """What a role can be allowed to do."""

    ACCESS_EMERGENCY_OPEN = "access.emergency.open"
    ACCESS_EMERGENCY_REVIEW = "access.emergency.review"
    ACCESS_INVOLVEMENT_GRANT = "access.involvement.grant"
    ACCESS_INVOLVEMENT_LEAD = "access.involvement.lead"
    ACCESS_TABLE_READ = "access.table.read"
    ADVICE_ANSWER_WRITE = "advice.answer.write"
    ADVICE_QUESTION_ASK = "advice.question.ask"
    ADVICE_QUESTION_READ = "advice.question.read"
    ATTACHMENTS_FILE_OPEN = "attachments.file.open"
    ATTACHMENTS_FILE_SCAN = "attachments.file.scan"
    ATTACHMENTS_PAPER_OPEN = "attachments.paper.open"
    AUDIT_EVENT_READ = "audit.event.read"
    CARE_CASE_LIST = "care.case.list"
    CARE_CASE_OPEN = "care.case.open"
    CARE_CASE_READ = "care.case.read"
    CARE_CASE_WRITE = "care.case.write"
    CONFERENCE_TABLE_READ = "conference.table.read"
    CONFERENCE_TABLE_WRITE = "conference.table.write"
    CONNECTIONS_MENTION_READ = "connections.mention.read"
    CONNECTIONS_MENTION_WRITE = "connections.mention.write"
    CONVERSATION_ANSWER_WRITE = "conversation.answer.write"
    CONVERSATION_CODE_USE = "conversation.code.use"
    DUTY_ABSENCE_WRITE = "duty.absence.write"
    DUTY_ROSTER_READ = "duty.roster.read"
    DUTY_ROUND_RUN = "duty.round.run"
    DUTY_WORK_ASSIGN = "duty.work.assign"
    EXCHANGE_KEY_MANAGE = "exchange.key.manage"
    FINANCE_BUDGET_READ = "finance.budget.read"
    FINANCE_BUDGET_WRITE = "finance.budget.write"
    GOVERNANCE_PAPER_READ = "governance.paper.read"
    GOVERNANCE_PAPER_WRITE = "governance.paper.write"
    GOVERNANCE_QUESTION_ANSWER = "governance.question.answer"
    INSIGHT_COUNT_READ = "insight.count.read"
    INSIGHT_ESTIMATE_READ = "insight.estimate.read"
    INSIGHT_ESTIMATE_RUN = "insight.estimate.run"
    INSIGHT_FACTSHEET_MAKE = "insight.factsheet.make"
    INSIGHT_FACTSHEET_READ = "insight.factsheet.read"
    INTAKE_REPORT_LIST = "intake.report.list"
    INTAKE_REPORT_READ = "intake.report.read"
    INTAKE_REPORT_SUBMIT = "intake.report.submit"
    INTAKE_REPORT_TRIAGE = "intake.report.triage"
    KNOWLEDGE_BASE_READ = "knowledge.base.read"
    KNOWLEDGE_BASE_WRITE = "knowledge.base.write"
    LAWFULNESS_DISCLOSURE_DECIDE = "lawfulness.disclosure.decide"
    LAWFULNESS_DISCLOSURE_READ = "lawfulness.disclosure.read"
    LAWFULNESS_DISCLOSURE_REVIEW = "lawfulness.disclosure.review"
    LAWFULNESS_MATRIX_READ = "lawfulness.matrix.read"
    MAILBOX_MESSAGE_FETCH = "mailbox.message.fetch"
    MANDATE_ROUND_LEAD = "mandate.round.lead"
    MANDATE_STANDING_READ = "mandate.standing.read"
    MANDATE_STANDING_REVIEW = "mandate.standing.review"
    MANDATE_STANDING_WRITE = "mandate.standing.write"
    PARTNERS_ACCOUNT_MANAGE = "partners.account.manage"
    PARTNERS_COLLEAGUE_VOUCH = "partners.colleague.vouch"
    PARTNERS_ROLE_CONFIRM = "partners.role.confirm"
    PROFESSIONALS_KEY_MANAGE = "professionals.key.manage"
    PROFESSIONALS_LINK_FORGET = "professionals.link.forget"
    PROFESSIONALS_LINK_MAKE = "professionals.link.make"
    PROFESSIONALS_REPORT_SEND = "professionals.report.send"
    RECEPTION_DRAFT_LIST = "reception.draft.list"
    RECEPTION_DRAFT_WRITE = "reception.draft.write"
    RETENTION_TERM_DECIDE = "retention.term.decide"
    RETENTION_TERM_READ = "retention.term.read"
    RETENTION_TERM_RUN = "retention.term.run"
    RIGHTS_REQUEST_HANDLE = "rights.request.handle"
    RIGHTS_REQUEST_TAKE = "rights.request.take"
    SHARING_APPROVAL_GIVE = "sharing.approval.give"
    SHARING_DRAFT_FORGET = "sharing.draft.forget"
    SHARING_SUPPLY_READ = "sharing.supply.read"
    SHARING_SUPPLY_WRITE = "sharing.supply.write"
    TEAMWORK_PART_READ = "teamwork.part.read"
    TEAMWORK_TASK_ANSWER = "teamwork.task.answer"
    TRAINING_PLACE_TAKE = "training.place.take"
    VAULT_BSN_HOLD = "vault.bsn.hold"
    VAULT_CONSENT_READ = "vault.consent.read"
    VAULT_CONSENT_WRITE = "vault.consent.write"
    VAULT_DATA_ERASE = "vault.data.erase"
    VAULT_KEY_MANAGE = "vault.key.manage"
    VAULT_PERSON_AMEND = "vault.person.amend"
    VAULT_PERSON_MERGE = "vault.person.merge"
    VAULT_PERSON_OPEN = "vault.person.open"
    VAULT_PERSON_REGISTER = "vault.person.register"
    VAULT_PERSON_SEARCH = "vault.person.search"
    VAULT_REACH_CARE = "vault.reach.care"
    VAULT_REACH_DESK = "vault.reach.desk"
    VAULT_REACH_PGA = "vault.reach.pga"
    VAULT_TEXT_SEARCH = "vault.text.search"


MEANING: dict[Permission, str] = {
    Permission.ACCESS_EMERGENCY_OPEN: "een dossier drie uur openen in een noodgeval, met reden",
    Permission.ACCESS_EMERGENCY_REVIEW: "achteraf beoordelen of noodtoegang terecht was",
    Permission.ACCESS_INVOLVEMENT_GRANT: "een collega bij een dossier betrekken of daarvan halen",
    Permission.ACCESS_INVOLVEMENT_LEAD: "het werk verdelen: ieder dossier overdragen",
    Permission.ACCESS_TABLE_READ: "de tabel lezen van wie wat mag",
    Permission.ADVICE_ANSWER_WRITE: "adviesvragen van de regio oppakken, beantwoorden en sluiten",
    Permission.ADVICE_QUESTION_ASK: "advies vragen zonder namen; ook iedereen zonder account",
    Permission.ADVICE_QUESTION_READ: "adviesvragen lezen: de eigen, en bij het meldpunt alle",
    Permission.ATTACHMENTS_FILE_OPEN: "meegestuurde bestanden openen van wat je mag lezen",
    Permission.ATTACHMENTS_FILE_SCAN: "bestanden op virussen laten onderzoeken (achtergrondtaak)",
    Permission.ATTACHMENTS_PAPER_OPEN: "stukken bij opgaven en vergaderingen openen",
    Permission.AUDIT_EVENT_READ: "het logboek lezen: wie deed wat, wanneer en waarom",
    Permission.CARE_CASE_LIST: "de lijst van zorgcasussen zien, onder kenmerk",
    Permission.CARE_CASE_OPEN: "een zorgcasus openen vanuit een melding",
    Permission.CARE_CASE_READ: "een zorgcasus lezen: verloop, acties, stand",
    Permission.CARE_CASE_WRITE: "in een zorgcasus schrijven en de stand wijzigen",
    Permission.CONFERENCE_TABLE_READ: "een overleg zien en wat je daar mag bijwonen",
    Permission.CONFERENCE_TABLE_WRITE: "een overleg voorbereiden, houden en verslaan",
    Permission.CONNECTIONS_MENTION_READ: "zien wat meldingen gemeen hebben",
    Permission.CONNECTIONS_MENTION_WRITE: "vastleggen wat een melding noemt",
    Permission.CONVERSATION_ANSWER_WRITE: "antwoorden aan wie met een code terugkomt",
    Permission.CONVERSATION_CODE_USE: "met een code terugkomen: lezen, schrijven, intrekken",
    Permission.DUTY_ABSENCE_WRITE: "vastleggen wie afwezig is en wie waarneemt",
    Permission.DUTY_ROSTER_READ: "zien wie er is, wie waarneemt en wat op jou wacht",
    Permission.DUTY_ROUND_RUN: "waarneming openen en sluiten, en mailen dat werk wacht (taak)",
    Permission.DUTY_WORK_ASSIGN: "werk overdragen aan een collega",
    Permission.EXCHANGE_KEY_MANAGE: "sleutels maken en vertrouwen om aan een regio over te dragen",
    Permission.FINANCE_BUDGET_READ: "de begroting en scenario’s lezen",
    Permission.FINANCE_BUDGET_WRITE: "de begroting bijhouden en scenario’s maken",
    Permission.GOVERNANCE_PAPER_READ: "stukken en besluiten van het bestuur lezen",
    Permission.GOVERNANCE_PAPER_WRITE: "stukken en besluiten van het bestuur vastleggen",
    Permission.GOVERNANCE_QUESTION_ANSWER: "als lid van de werkgroep meepraten",
    Permission.INSIGHT_COUNT_READ: "aantallen zien van het eigen gebied",
    Permission.INSIGHT_ESTIMATE_READ: "schattingen zien met hun onzekerheid",
    Permission.INSIGHT_ESTIMATE_RUN: "een schatting laten uitrekenen",
    Permission.INSIGHT_FACTSHEET_MAKE: "een factsheet maken",
    Permission.INSIGHT_FACTSHEET_READ: "een factsheet lezen",
    Permission.INTAKE_REPORT_LIST: "de werklijst van meldingen zien, zonder verhaal",
    Permission.INTAKE_REPORT_READ: "lezen wat een melder vertelde",
    Permission.INTAKE_REPORT_SUBMIT: "een melding doen",
    Permission.INTAKE_REPORT_TRIAGE: "een melding wegen: urgentie, signalen, vorm, besluit",
    Permission.KNOWLEDGE_BASE_READ: "kennisbank, sociale kaart, trainingen en preventie lezen",
    Permission.KNOWLEDGE_BASE_WRITE: "kennisbank, sociale kaart, trainingen en preventie bijhouden",
    Permission.LAWFULNESS_DISCLOSURE_DECIDE: "besluiten om gegevens te delen, op een grondslag",
    Permission.LAWFULNESS_DISCLOSURE_READ: "zien wat is gedeeld, waarom en op welke grondslag",
    Permission.LAWFULNESS_DISCLOSURE_REVIEW: "twijfelachtige verstrekkingen beoordelen",
    Permission.LAWFULNESS_MATRIX_READ: "de deelmatrix lezen: wat mag van wie naar wie, en waarom",
    Permission.MAILBOX_MESSAGE_FETCH: "de mailbox lezen en er concepten van maken (taak)",
    Permission.MANDATE_ROUND_LEAD: "opgaven, de jaarlijkse ronde en raadsfactsheets maken",
    Permission.MANDATE_STANDING_READ: "zien hoe ver gemeenten zijn: de eigen, en het totaal",
    Permission.MANDATE_STANDING_REVIEW: "beoordelen wat gemeenten invulden",
    Permission.MANDATE_STANDING_WRITE: "invullen hoe ver de eigen gemeente is, met bewijs",
    Permission.PARTNERS_ACCOUNT_MANAGE: "accounts maken en rollen geven",
    Permission.PARTNERS_COLLEAGUE_VOUCH: "instaan voor een collega die een nieuwe log-in vraagt",
    Permission.PARTNERS_ROLE_CONFIRM: "elk jaar nagaan wie een rol nog nodig heeft; akkoord geven",
    Permission.PROFESSIONALS_KEY_MANAGE: "sleutels maken en intrekken van systemen van partners",
    Permission.PROFESSIONALS_LINK_FORGET: "voorbije codes van professionals wissen (nachttaak)",
    Permission.PROFESSIONALS_LINK_MAKE: "een professional een code geven om te melden",
    Permission.PROFESSIONALS_REPORT_SEND: "snel melden als professional; de stand zien daarvan",
    Permission.RECEPTION_DRAFT_LIST: "zien welke concepten er liggen en van wie, zonder tekst",
    Permission.RECEPTION_DRAFT_WRITE: "een gesprek of mail als concept typen, overnemen, versturen",
    Permission.RETENTION_TERM_DECIDE: "besluiten over vernietigen en bewaarplichten",
    Permission.RETENTION_TERM_READ: "zien wat wordt vernietigd, wat blijft en waarom",
    Permission.RETENTION_TERM_RUN: "vernietigen wat de bewaartermijn voorbij is (nachttaak)",
    Permission.RIGHTS_REQUEST_HANDLE: "een verzoek over eigen gegevens behandelen en beantwoorden",
    Permission.RIGHTS_REQUEST_TAKE: "een verzoek over eigen gegevens aannemen",
    Permission.SHARING_APPROVAL_GIVE: "akkoord geven op een deling die een ander voorbereidt",
    Permission.SHARING_DRAFT_FORGET: "verlopen concepten om te delen wissen (nachttaak)",
    Permission.SHARING_SUPPLY_READ: "zien wie een gegeven leverde en wat die erover zei",
    Permission.SHARING_SUPPLY_WRITE: "vastleggen wie een gegeven leverde en wat die erover zei",
    Permission.TEAMWORK_PART_READ: "het eigen deel zien van een casus waartoe je bent toegelaten",
    Permission.TEAMWORK_TASK_ANSWER: "een gevraagde taak aannemen, weigeren of afronden",
    Permission.TRAINING_PLACE_TAKE: "zich aanmelden voor een training",
    Permission.VAULT_BSN_HOLD: "het BSN van een persoon vastleggen en zien (Wmo 5.2.9)",
    Permission.VAULT_CONSENT_READ: "zien waarvoor iemand toestemming gaf of weigerde",
    Permission.VAULT_CONSENT_WRITE: "vastleggen wat iemand over toestemming zei",
    Permission.VAULT_DATA_ERASE: "gegevens voorgoed onleesbaar maken, ook in reservekopieën",
    Permission.VAULT_KEY_MANAGE: "de hoofdsleutel wisselen, splitsen en terugmaken",
    Permission.VAULT_PERSON_AMEND: "aanvullen of verbeteren wie een persoon is",
    Permission.VAULT_PERSON_MERGE: "vastleggen dat twee personen dezelfde zijn, of toch niet",
    Permission.VAULT_PERSON_OPEN: "zien wie een persoon is, met reden, elke keer vastgelegd",
    Permission.VAULT_PERSON_REGISTER: "een persoon vastleggen in de kluis",
    Permission.VAULT_PERSON_SEARCH: "nagaan of een persoon al bekend is, zonder iets te openen",
    Permission.VAULT_REACH_CARE: "slachtoffers, familie en kinderen zien die bij zorg kwamen",
    Permission.VAULT_REACH_DESK: "bij het meldpunt iedereen zien, ook wie alleen verdacht is",
    Permission.VAULT_REACH_PGA: "personen zien in de aanpak van het Zorg- en Veiligheidshuis",
    Permission.VAULT_TEXT_SEARCH: "meldingen vinden op woorden, zonder ze te openen",
}
