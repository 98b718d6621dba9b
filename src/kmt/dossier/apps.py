"""Tells Django that this room exists, and the rooms below what it keeps with cases."""

from django.apps import AppConfig

from kmt.audit.naming import explain


class DossierConfig(AppConfig):
    """The room ``dossier``."""

    name = "kmt.dossier"
    label = "dossier"

    def ready(self) -> None:
        """Documents are shown, told and destroyed with their case; the record gets its words."""
        from kmt.attachments.owners import Owners, own_with
        from kmt.care.beside import keep_beside
        from kmt.dossier.beside import BESIDE
        from kmt.dossier.queries import files_saved, files_seen
        from kmt.dossier.rules import FILE

        keep_beside(BESIDE)
        page = "dossier:version"
        own_with(Owners(object_type=FILE, ids=files_seen, page=page, saved_by=files_saved))
        explain(
            {
                "case_document": "document van een zorgcasus",
                "case_assessment": "onderbouwd signaaldossier",
                "dossier": "dossier: documenten",
                "dossier_document": "dossier: een document",
                "dossier_letter": "dossier: een brief of formulier",
                "assessment": "onderbouwd signaaldossier bekeken",
                "dossier_added": "document bewaard",
                "dossier_made": "brief of formulier gemaakt",
                "dossier_handed_out": "document meegegeven",
                "dossier_removed": "bestand weggehaald om te verbeteren",
                "assessment_begun": "onderbouwd signaaldossier begonnen",
                "assessment_written": "in het onderbouwd signaaldossier geschreven",
                "assessment_read": "onderbouwd signaaldossier meegelezen",
                "assessment_adopted": "onderbouwd signaaldossier vastgesteld",
                "assessment_exported": "onderbouwd signaaldossier uitgegeven",
            }
        )
