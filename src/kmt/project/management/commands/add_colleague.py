"""``./kmt manage add_colleague``: let one person in, with one role, screened and trained."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from kmt.access.actors import administrator
from kmt.access.roles import OWN_MUNICIPALITY, ROLES
from kmt.kernel.refusals import Refused
from kmt.partners.actions import create_account, give_role, make_letter
from kmt.partners.queries import known_emails
from kmt.partners.region import region


class Command(BaseCommand):
    """Make an account with a role, and print a code for the first log-in once."""

    help = "Laat een collega toe: een persoon, een rol, gescreend en getraind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, in which role, and until when the screening and the training hold."""
        parser.add_argument("email", help="e-mailadres om mee in te loggen")
        parser.add_argument("name", help="naam zoals collega's die zien")
        parser.add_argument("role", choices=sorted(ROLES), help="rol")
        parser.add_argument("--municipality", default="", help="CBS-code, bijvoorbeeld GM0164")
        parser.add_argument("--screened-until", type=date.fromisoformat, required=True)
        parser.add_argument("--trained-until", type=date.fromisoformat, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Check what was asked, make the account, say what to do with the code."""
        email, municipality = options["email"].strip().lower(), options["municipality"]
        try:
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(f"{email!r} is geen e-mailadres.") from wrong
        if email in known_emails():
            raise CommandError("Dit e-mailadres heeft al een account.")
        needs_place = ROLES[options["role"]].reach == OWN_MUNICIPALITY
        if needs_place and municipality not in region().codes:
            raise CommandError(
                "Deze rol hoort bij een gemeente: geef --municipality met haar code."
            )
        by = administrator()
        try:
            with transaction.atomic():
                account = create_account(
                    by=by,
                    email=email,
                    name=options["name"],
                    password=None,
                    screening_valid_until=options["screened_until"],
                    training_valid_until=options["trained_until"],
                )
                give_role(
                    by=by,
                    account=account,
                    organisation="KMT",
                    role=options["role"],
                    municipality=municipality if needs_place else "",
                )
                code = make_letter(by=by, account_id=account.id)
        except Refused as refused:
            raise CommandError(refused.words) from refused
        self.stdout.write(
            f"Toegelaten. Code voor de eerste keer: {code}\n"
            "Geef die persoonlijk door; hij werkt een week, één keer. Op de inlogpagina kiest de "
            "collega 'Ik heb een code gekregen'."
        )
