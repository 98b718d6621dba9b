"""Pure decisions of this room: what the night does with a record, and what people may choose."""
