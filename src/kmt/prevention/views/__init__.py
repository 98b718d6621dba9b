"""The pages of prevention: campaigns with their reach, lessons, and material to print."""

from kmt.prevention.views.campaigns import campaign, campaigns, change, evaluate, new, reach
from kmt.prevention.views.lessons import change_lesson, lesson, lessons, new_lesson
from kmt.prevention.views.material import material, material_pdf

__all__ = [
    "campaign",
    "campaigns",
    "change",
    "change_lesson",
    "evaluate",
    "lesson",
    "lessons",
    "material",
    "material_pdf",
    "new",
    "new_lesson",
    "reach",
]
