"""The graph of tables: keys point down, and people can not be reached from open tables."""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import models

from kmt.access.rows import GatedManager, GatedModel
from tests.building.tree import ROOMS

#: Tables that are not about a person in view, each with its reason. A new table is gated, or
#: named here.
OPEN_TABLES = {
    "audit.AuditEvent": "the record itself: read through audit.queries only, by one role",
    "audit.ChainHead": "two rows without content: the ends of the chains",
    "audit.TreeHead": "hashes over the record, meant to be handed out",
    "audit.HeadDelivery": "which head reached which place; nothing about anybody",
    "audit.LoginEvent": "log-ins of colleagues, six months; read through audit.queries only",
    "access.FileOpened": "which files an account opened in the last hour; forgotten after it",
    "duty.MailSent": "that a colleague was mailed for an occasion, two weeks; nothing of the work",
    "audit.SampleCheck": "that a sample was drawn; the looks are in the record",
    "audit.SampledLook": "numbers of events and a code for what the officer found",
    "partners.Account": "colleagues, needed before there is an actor",
    "partners.Membership": "roles of colleagues, needed before there is an actor",
    "partners.WorkSession": "sessions of colleagues, sealed; read by the door before an actor",
    "partners.OneTimeCode": "digests of codes for a first or new log-in of a colleague",
    "partners.Vouch": "which colleague vouched for which, read by the way back in",
    "vault.DataKey": "wrapped keys in a database of their own; opened by vault alone",
    "vault.Erasure": "that something was erased, under a pseudonym that leads nowhere any more",
    "vault.Tombstone": "the same beside the keys, so that a restored backup stays erased",
    "vault.MasterKeyCheck": "a word sealed under the master key; nothing about anybody",
    "retention.DestructionCertificate": "that something was destroyed; no id, no name",
    "retention.DestroyedTally": "counts per year and form; no row about a person",
    "exchange.RegionKey": "keys of this region, the private ones sealed; nothing about anybody",
    "exchange.PartnerRegion": "public keys of other regions; nothing about anybody",
    "insight.EstimateRun": "published tables and their estimates; no row about a person",
    "insight.Factsheet": "made from released figures; no row about a person",
    "rounds.Round": "a yearly round and its totals over the region; no row about a person",
    "rounds.RoundMail": "that a municipality was mailed on a day; no address, nothing of content",
    "factsheets.CouncilSheet": "counts and words about obligations; no row about a person",
    "knowledge.Article": "facts of an article; who answers for it is a colleague",
    "knowledge.ArticleText": "how far an article is in a language; nothing about anybody",
    "knowledge.ArticleVersion": "what an article said; refuses what identifies a person",
    "knowledge.ArticleStem": "stems of words of published articles",
    "knowledge.ArticleStep": "what a colleague did with an article, and why",
    "transition.Transition": "a plan of organisations; no row about a person",
    "transition.Condition": "what a decision asks; no row about a person",
    "transition.Showing": "evidence that a condition is met; who wrote it down is a colleague",
    "transition.Task": "work of an organisation; no row about a person",
    "transition.TaskOrder": "which task waits for which",
    "transition.Risk": "what could go wrong with a plan; no row about a person",
    "transition.GoNoGo": "what a body said; who wrote it down is a colleague",
    "prevention.Campaign": "what is done to prevent; refuses what points at a person",
    "prevention.CampaignReach": "numbers per audience with their base; nobody in them",
    "prevention.LessonSet": "what a lesson is made of; nothing about anybody",
    "scenarios.Scenario": "a budget that is only thought of; no row about a person",
    "scenarios.ScenarioChange": "one change on such a budget",
    "options.Weighing": "a question on how to organise; refuses what points at a person",
    "options.Alternative": "what can be chosen; no row about a person",
    "options.Criterion": "what is weighed on, with its weight",
    "options.Judgement": "what is said of an alternative; no row about a person",
    "options.GivenScore": "a score of an alternative; who gave it is a colleague in office",
    "options.Opinion": "what a colleague in office thinks of an advice",
    "mandate.ItemVersion": "what is asked of municipalities; no row about a person",
}
#: Open tables that only count, in rooms that keep people.
COUNTERS = {
    "professionals.KeyUse",
    "conversation.ReceiptAttempt",
    "care.CaseNumber",
    "conference.ConferenceNumber",
    "teamwork.FeedUse",
    "vault.SearchCount",
}
FROM_HERE_GATED = (
    "vault",
    "attachments",
    "connections",
    "conversation",
    "intake",
    "reception",
    "mailbox",
    "professionals",
    "advice",
    "conference",
    "care",
    "pga",
)


@dataclass(frozen=True)
class Key:
    """One key between tables: where it stands, where it points, how it can be walked back."""

    owner: str
    field: str
    target: str
    backwards: str | None
    owner_gated: bool
    target_gated: bool

    @property
    def upward(self) -> bool:
        """Whether it points from an earlier room to a later one."""
        here, there = (label.split(".")[0] for label in (self.owner, self.target))
        return here in ROOMS and there in ROOMS and ROOMS.index(there) > ROOMS.index(here)

    @property
    def crosses(self) -> bool:
        """Whether it leaves its room at all."""
        here, there = (label.split(".")[0] for label in (self.owner, self.target))
        return here in ROOMS and there in ROOMS and here != there

    @property
    def leaks_back(self) -> bool:
        """Whether an open table could join or filter back into rows about people."""
        return self.owner_gated and not self.target_gated and self.backwards != "+"

    @property
    def points_in(self) -> bool:
        """Whether a query on an open table could start a join into rows about people."""
        return not self.owner_gated and self.target_gated


def tables() -> list[type[models.Model]]:
    """The tables of the house."""
    return [model for model in apps.get_models() if model._meta.app_label in ROOMS]


def keys(found: Iterable[type[models.Model]]) -> list[Key]:
    """All keys between tables, forward only."""
    listed = []
    for model in found:
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey | models.ManyToManyField):
                target = field.related_model
                listed.append(
                    Key(
                        owner=model._meta.label,
                        field=field.name,
                        target=target._meta.label,
                        backwards=field.remote_field.related_name,
                        owner_gated=issubclass(model, GatedModel),
                        target_gated=issubclass(target, GatedModel),
                    )
                )
    return listed


def test_no_key_points_to_a_later_room() -> None:
    assert [key for key in keys(tables()) if key.upward] == []


def test_no_key_leaves_its_room() -> None:
    assert [key for key in keys(tables()) if key.crosses] == []


def test_no_open_table_can_be_walked_into_rows_about_people() -> None:
    assert [key for key in keys(tables()) if key.leaks_back or key.points_in] == []


@pytest.mark.parametrize("model", tables(), ids=lambda model: model._meta.label)
def test_a_table_is_gated_or_named_as_open_with_a_reason(model: type[models.Model]) -> None:
    label = model._meta.label
    if label in OPEN_TABLES or label in COUNTERS:
        assert not issubclass(model, GatedModel)
        return
    assert issubclass(model, GatedModel), f"{label} keeps rows about people without a gate"
    assert isinstance(model._meta.base_manager, GatedManager)
    assert isinstance(model._meta.default_manager, GatedManager)


def test_the_list_of_open_tables_holds_no_table_that_is_gone() -> None:
    present = {model._meta.label for model in tables()}
    assert set(OPEN_TABLES) - present == set()


UP = Key("intake.Report", "case", "care.CareCase", "+", True, True)
BACK = Key("intake.Report", "account", "partners.Account", "reports", True, False)
IN = Key("partners.Account", "person", "vault.Person", "+", False, True)


def test_the_checks_on_keys_can_fail() -> None:
    assert UP.upward
    assert UP.crosses
    assert BACK.leaks_back
    assert not Key("intake.Report", "account", "partners.Account", "+", True, False).leaks_back
    assert IN.points_in


def test_a_string_key_upward_is_seen() -> None:
    class Planted(models.Model):
        """A key written as a string, which a linter of imports cannot see."""

        case = models.ForeignKey("partners.Account", on_delete=models.CASCADE, related_name="+")

        class Meta:
            app_label = "kernel"

        def __str__(self) -> str:
            return "planted"

    try:
        assert [key.upward for key in keys([Planted])] == [True]
    finally:
        del apps.all_models["kernel"]["planted"]
        apps.clear_cache()
