"""Pure decisions of this room: who may ask what, when it is due, what may be withheld and why."""
