"""``{% load explaining %}{% explained %}…{% endexplained %}``: words of the field explained."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context

from kmt.vocabulary.explaining import explain_in

register = template.Library()


class ExplainedNode(template.Node):
    """A part of a page in which the first of each known word is explained."""

    def __init__(self, nodes: NodeList) -> None:
        self.nodes = nodes

    def render(self, context: Context) -> str:
        """What the part says, with its words explained; what it wrote was escaped already."""
        return explain_in(self.nodes.render(context))


@register.tag
def explained(parser: Parser, _token: Token) -> ExplainedNode:
    """Everything until ``endexplained``."""
    nodes = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainedNode(nodes)
