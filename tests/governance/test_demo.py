"""What the demo tells of governance: the facts of the memo, each with its source."""

import pytest

from kmt.access.actors import actor_for
from kmt.demo import governance, people
from kmt.demo.people import account_of
from kmt.governance import queries


@pytest.mark.django_db
def test_the_demo_tells_of_the_memo_from_2008_on(db) -> None:
    people.load()
    assert "besluiten" in governance.load()
    assert governance.load() == "was er al"
    wies, joris = (actor_for(account_of(key)) for key in ("wies", "joris"))
    found = {one.on.year: one for one in queries.decisions(wies)}
    assert {2008, 2016, 2020, 2021} <= set(found)
    assert "CoMensha" in found[2008].decided
    home = queries.home(wies)
    assert home.late == 1
    assert home.next_meeting is not None
    items = queries.meeting(joris, home.next_meeting.id).items
    assert [paper.name for one in items for paper in one.files] == [
        "Voorbeeld drie scenario's 2027-2030.pdf"
    ]
    assert [one.mine for one in queries.home(joris).questions] == [True]
    first = queries.meetings(wies)[-1]
    assert first.adopted
    group = queries.body(wies, "werkgroep")
    assert {one.organisation for one in group.gaps} == {
        "RIEC",
        "Gemeente Oldenzaal, beleid veiligheid en zorg",
    }
