"""Writing in a plan. One act, one line in the record; a form that is sent twice writes once."""

from kmt.plan.actions.agreeing import agree, begin_execution, evaluate, give_copy
from kmt.plan.actions.doing import (
    add_action,
    apply_template,
    end_action,
    finished,
    reschedule,
    tick_item,
)
from kmt.plan.actions.texts import (
    TwoTexts,
    add_score,
    drop_draft,
    keep_draft,
    save_text,
    take_out,
    undo,
)

__all__ = [
    "TwoTexts",
    "add_action",
    "add_score",
    "agree",
    "apply_template",
    "begin_execution",
    "drop_draft",
    "end_action",
    "evaluate",
    "finished",
    "give_copy",
    "keep_draft",
    "reschedule",
    "save_text",
    "take_out",
    "tick_item",
    "undo",
]
