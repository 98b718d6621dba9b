"""The pages of what people know: articles, the social map, trainings, prevention."""

from tests.browser.ways import Here

KNOWLEDGE: tuple[Here, ...] = ()
