"""What this room is to ``care``: its line on the page of a case, its rows, its words."""

from django.utils.translation import gettext_lazy

from kmt.care.beside import Beside
from kmt.shelter.actions import take_out
from kmt.shelter.retained import made_on, told
from kmt.shelter.rules import ROOM, hinders
from kmt.shelter.wording import EVENTS

BESIDE = Beside(
    room=ROOM,
    words=gettext_lazy("Shelter"),
    page="shelter:case",
    order=50,
    empty=gettext_lazy("Ask for shelter here, and note who was asked and what they answered."),
    take_out=take_out,
    told=told,
    made_on=made_on,
    hinders=hinders,
    events=EVENTS,
)
