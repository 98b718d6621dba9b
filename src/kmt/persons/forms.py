"""What is typed on the pages of the vault; whether it may is for the rules, through actions."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kmt.access.permissions import Permission
from kmt.kernel.actor import Actor
from kmt.kernel.form_parts import offer
from kmt.kernel.ids import new_id
from kmt.lawfulness.loading import sharing_matrix
from kmt.persons import wording
from kmt.vault.rules import ADDRESS_KINDS, Address, Identity, PersonRef
from kmt.vault.rules.consenting import ASKED_ABOUT, ASKED_FOR, Said, State
from kmt.vault.rules.roles import reach_of

NOTHING = ("", "–")
SPARE_ADDRESSES = 1


def _text(label: Any, *, hint: Any = "", longest: int = 500, rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=longest, widget=widget
    )


def _day(label: Any, *, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        required=False,
        input_formats=["%d-%m-%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d-%m-%Y"),
        error_messages={"invalid": _("Write the date as day-month-year.")},
    )


def _age() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Estimated age"),
        required=False,
        min_value=0,
        max_value=120,
        error_messages={"invalid": _("Write the age as a number.")},
    )


def _bsn() -> forms.CharField:
    return _text(_("Citizen service number (BSN)"), hint=_("Nine digits."), longest=9)


def _many(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


_BORN = _("For example 23-11-2008")
_COMMAS = _("With commas between them")


class KnownForm(forms.Form):
    """What is known of somebody, to see whether they are known here; nothing of it is kept."""

    name = _text(_("Name"), hint=_("As it was said; spelling need not be right."), longest=200)
    birth_date = _day(_("Date of birth"), hint=_BORN)
    estimated_age = _age()
    contact = _text(_("Telephone or e-mail"), longest=200)
    v_number = _text(_("V-number"), longest=40)
    bsn = _bsn()

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Ask for a citizen service number only where it may be held."""
        super().__init__(*args, **{"auto_id": "known-%s", **kwargs})
        if not actor.may(Permission.VAULT_BSN_HOLD):
            del self.fields["bsn"]

    def asked(self) -> Identity:
        """Who is asked for."""
        return Identity(**self.cleaned_data)


_PLAIN = ("name", "description", "birth_date", "estimated_age", "contact", "safe_contact")
_SAFE = ("safe_when", "safe_way", "code_word")
_LISTED = ("aliases", "languages", "documents")
OTHER, UNSURE = "not_same", "not_sure"


class AnswerForm(forms.Form):
    """What somebody decides who saw the candidates: one of them, none of them, or not sure.

    ``shown`` carries the ids and labels of the candidates along, and nothing else of them.
    """

    shown = forms.RegexField(r"^([0-9a-f-]{36}:\w{1,8},?)+$", widget=forms.HiddenInput)
    answer = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer from the list.")},
    )
    reason = _text(
        _("Why it is the same person"),
        hint=_("Needed only when it is the same person. Write no more than is needed."),
        longest=1000,
        rows=3,
    )

    def __init__(self, *args: Any, candidates: Iterable[PersonRef] = (), **kwargs: Any) -> None:
        """Offer the candidates of the search, or those that were sent along."""
        refs = [(str(one.id), one.label) for one in candidates]
        initial = {"shown": ",".join(f"{one}:{label}" for one, label in refs)}
        super().__init__(*args, **{"auto_id": "answer-%s", "initial": initial, **kwargs})
        if self.is_bound:
            sent = str(self.data.get("shown", ""))[:2000]
            refs = [(one[:36], one[37:45]) for one in sent.split(",") if one]
        same = [(one, _("%(label)s is the same person") % {"label": label}) for one, label in refs]
        rest = (
            (OTHER, str(_("None of these persons"))),
            (UNSURE, str(_("I am not sure: leave it open"))),
        )
        offer(self, "answer", (*same, *rest))
        self._refs = refs

    def persons(self) -> list[UUID]:
        """Everybody who was put beside the question."""
        return [UUID(one) for one, _label in self._refs]

    def same(self) -> UUID | None:
        """The person it is, if it is one of them."""
        answer = self.cleaned_data["answer"]
        return None if answer in {OTHER, UNSURE} else UUID(answer)


class ReasonForm(forms.Form):
    """Why two persons are one, or not after all."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("A few words that a colleague understands later."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MergeForm(ReasonForm):
    """Which other person this one is."""

    label = forms.CharField(
        label=_("Label of the other person"),
        help_text=_("Five letters and digits, as on the screen."),
        max_length=8,
    )
    field_order = ("label", "reason")


class RoleForm(forms.Form):
    """A part somebody is in view in, where the reader works."""

    part = forms.ChoiceField(label=_("Role to add"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer the parts that this reader may give."""
        super().__init__(*args, **kwargs)
        pairs = (
            (f"{where}|{role}", f"{wording.role(role)} · {wording.compartment(where)}")
            for where, roles in reach_of(actor.permissions)
            for role in sorted(roles)
        )
        offer(self, "part", (NOTHING, *pairs))

    def chosen(self) -> tuple[str, str]:
        """The compartment and the part."""
        where, _, role = self.cleaned_data["part"].partition("|")
        return where, role


class AmendForm(forms.Form):
    """Who a person is: everything that may be known, and where the new comes from."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    name = _text(wording.FIELDS["name"], longest=200)
    aliases = _text(wording.FIELDS["aliases"], hint=_COMMAS)
    description = _text(
        wording.FIELDS["description"], hint=_("For example: girl, about 16, red coat")
    )
    birth_date = _day(wording.FIELDS["birth_date"], hint=_BORN)
    estimated_age = _age()
    languages = _text(wording.FIELDS["languages"], hint=_COMMAS, longest=200)
    contact = _text(wording.FIELDS["contact"], rows=2)
    safe_contact = _text(
        wording.FIELDS["safe_contact"],
        hint=_("Who may pick up and who may not, what to say when somebody else answers."),
        rows=4,
        longest=2000,
    )
    safe_when = _text(
        wording.FIELDS["safe_when"], hint=_("For example: working days after 19.00"), longest=200
    )
    safe_way = _text(
        wording.FIELDS["safe_way"],
        hint=_("The number or app that is safe, and whether to call, text or write."),
        longest=200,
    )
    code_word = _text(
        wording.FIELDS["code_word"],
        hint=_("By which the person knows that it is us. Shown only after a recorded look."),
        longest=80,
    )
    v_number = _text(wording.FIELDS["v_number"], longest=40)
    documents = _text(wording.FIELDS["documents"], hint=_COMMAS, longest=200)
    bsn = _bsn()
    source = forms.CharField(
        label=_("Where does this come from?"),
        help_text=_("For example: told by the person, seen on a residence card."),
        max_length=500,
    )

    def __init__(self, *args: Any, actor: Actor, addresses: int = 0, **kwargs: Any) -> None:
        """Ask for a citizen service number only where it may be held; room for one more address."""
        super().__init__(*args, **{"auto_id": "amend-%s", **kwargs})
        if not actor.may(Permission.VAULT_BSN_HOLD):
            del self.fields["bsn"]
        self.rows = range(addresses + SPARE_ADDRESSES)
        for row in self.rows:
            self.fields[f"address_{row}"] = _text(_("Address or place"))
            kinds = forms.ChoiceField(label=_("Kind of address"), required=False)
            self.fields[f"address_{row}_kind"] = kinds
            self.fields[f"address_{row}_since"] = _day(_("Since"))
            self.fields[f"address_{row}_until"] = _day(_("Until"))
            offer(self, f"address_{row}_kind", [NOTHING, *ADDRESS_KINDS.items()])

    @staticmethod
    def of(identity: Identity, version: int) -> dict[str, Any]:
        """What stands in the fields to begin with."""
        plain = (*_PLAIN, *_SAFE, "v_number")
        found: dict[str, Any] = {name: getattr(identity, name) for name in plain}
        found |= {"version": version, "bsn": identity.bsn}
        for name in _LISTED:
            found[name] = wording.joined(getattr(identity, name))
        for row, one in enumerate(identity.addresses):
            found |= {f"address_{row}": one.text, f"address_{row}_kind": one.kind}
            found |= {f"address_{row}_since": one.since, f"address_{row}_until": one.until}
        return found

    def groups(self) -> Iterable[list[Any]]:
        """The fields of each address together."""
        for row in self.rows:
            yield [self[f"address_{row}{part}"] for part in ("", "_kind", "_since", "_until")]

    def identity(self) -> Identity:
        """The person as the vault takes it."""
        data = self.cleaned_data
        found: dict[str, Any] = {name: data[name] for name in (*_PLAIN, *_SAFE, "v_number")}
        found |= {name: _many(data[name]) for name in _LISTED}
        addresses = tuple(filter(None, map(self._address, self.rows)))
        return Identity(**found, bsn=data.get("bsn", ""), addresses=addresses)

    def _address(self, row: int) -> Address | None:
        data = self.cleaned_data
        text, kind, since, until = (
            data.get(f"address_{row}{part}") for part in ("", "_kind", "_since", "_until")
        )
        if not any((text, since, until)):
            return None
        return Address(text=text or "", kind=kind or "", since=since, until=until)


class SaidForm(forms.Form):
    """What somebody said about sharing: for what, with whom, by whom, until when, on which form."""

    token = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    purpose = forms.ChoiceField(label=_("For what"))
    recipient = forms.ChoiceField(label=_("With whom"))
    state = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    given_by = forms.ChoiceField(label=_("Who said it"), required=False)
    incapable = forms.BooleanField(
        label=_("The person cannot oversee what is asked; somebody else decides"), required=False
    )
    way = forms.ChoiceField(label=_("How was it given"), required=False, widget=forms.RadioSelect)
    valid_until = _day(_("Valid until"), hint=_("Leave empty when no end was agreed."))
    note = _text(_("Note"), hint=_("How it was asked, with which interpreter."), rows=2)
    document = forms.FileField(
        label=_("The form, as a photo or PDF"),
        help_text=_("At most 2 MB. We make the file anew, so that nothing hidden comes along."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer what the sharing matrix knows."""
        super().__init__(*args, **{"auto_id": "said-%s", **kwargs})
        matrix = sharing_matrix()
        purposes = ((one, matrix.dutch("purpose", one)) for one in ASKED_FOR)
        offer(self, "purpose", (NOTHING, *purposes))
        recipients = ((one, matrix.dutch("actor", one)) for one in ASKED_ABOUT)
        offer(self, "recipient", (NOTHING, *recipients))
        states = (State.ASKED, State.GIVEN, State.REFUSED, State.WITHDRAWN)
        offer(self, "state", [(one.value, str(wording.STATES[one])) for one in states])
        speakers = ((code, str(words)) for code, words in wording.SPEAKERS.items())
        offer(self, "given_by", (NOTHING, *speakers))
        offer(self, "way", ((code, str(words)) for code, words in wording.WAYS.items()))

    def said(self) -> Said:
        """The step, as the rules judge it."""
        data = self.cleaned_data
        return Said(
            state=State(data["state"]),
            given_by=data["given_by"],
            capable=not data["incapable"],
            form=data["way"],
            valid_until=data["valid_until"],
            note=data["note"],
        )

    def file(self) -> bytes:
        """The form that was sent along, from memory; empty for none."""
        sent = self.cleaned_data["document"]
        return sent.read() if sent else b""

    def sent_token(self) -> UUID:
        """The mark of this form."""
        token: UUID = self.cleaned_data["token"]
        return token
