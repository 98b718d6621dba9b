"""Components: what people typed is escaped, states are in words, inputs are described."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from kmt.kernel.charts import Bar, bars

ROGUE = "<script>alert(1)</script>"


def html(source: str, **context: object) -> str:
    with override("nl"):
        return Template("{% load components %}" + source).render(Context(context))


class ConcernForm(forms.Form):
    story = forms.CharField(label="Wat speelt er?", help_text="Kort mag ook.", max_length=5)
    who = forms.ChoiceField(
        label="Over wie?",
        help_text="Kies wat past.",
        choices=[("me", "Over mij"), ("other", ROGUE)],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label="Ik weet het zeker")
    place = forms.CharField(label="Waar?", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data.get("story") == "same":
            raise forms.ValidationError("Dit hebben we al.")


class RogueForm(forms.Form):
    rogue = forms.CharField(label=ROGUE, help_text=ROGUE)


@pytest.mark.parametrize(
    "source",
    [
        "{% button rogue %}",
        "{% button rogue url=rogue kind=rogue %}",
        "{% button 'x' name=rogue value=rogue %}",
        "{% notice 'warn' rogue %}{{ rogue }}{% endnotice %}",
        "{% card rogue id=rogue %}{{ rogue }}{% endcard %}",
        "{% disclosure rogue %}{{ rogue }}{% enddisclosure %}",
        "{% back rogue '/' %}",
        "{% choices %}{% choice rogue rogue %}{{ rogue }}{% endchoice %}{% endchoices %}",
        "{% empty_state rogue %}{{ rogue }}{% endempty_state %}",
        "{% fieldset rogue rogue %}{{ rogue }}{% endfieldset %}",
        "{% table rogue %}{{ rogue }}{% endtable %}",
        "{% data_table rogue columns rows %}",
        "{% pill rogue rogue %}",
        "{% facts %}{% fact rogue %}{{ rogue }}{% endfact %}{% endfacts %}",
        "{% timeline %}{% event rogue rogue rogue %}{{ rogue }}{% endevent %}{% endtimeline %}",
        "{% progress 1 2 rogue %}",
        "{% stats %}{% stat rogue rogue rogue %}{% endstats %}",
        "{% filters links rogue %}",
        "{% field form.rogue %}",
        "{% field form.rogue rogue rogue %}",
        "{% error_summary form %}",
        "{% chart chart %}",
    ],
)
def test_no_component_lets_markup_of_people_through(source: str) -> None:
    form = RogueForm({"rogue": ""})
    form.add_error(None, ROGUE)
    form.add_error("rogue", ROGUE)
    shown = html(
        source,
        rogue=ROGUE,
        columns=(ROGUE, ROGUE),
        rows=((ROGUE, ROGUE),),
        links=[{"label": ROGUE, "url": ROGUE, "current": True, "count": ROGUE}],
        form=form,
        chart=bars(
            [Bar(label=ROGUE, value=1)], key="k", title=ROGUE, columns=("a", "b"), source=ROGUE
        ),
    )
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown


def test_a_field_ties_its_label_hint_and_error_to_its_input() -> None:
    shown = html("{% field form.story %}", form=ConcernForm({"story": "veel te lang"}))
    assert '<label class="label" for="id_story">' in shown
    assert 'id="id_story_helptext"' in shown
    assert 'id="id_story_error"' in shown
    assert 'aria-describedby="id_story_helptext id_story_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert 'value="veel te lang"' in shown


def test_a_hint_given_in_the_template_describes_the_input_too() -> None:
    shown = html("{% field form.place hint='Een dorp of straat.' %}", form=ConcernForm())
    assert 'id="id_place_helptext">Een dorp of straat.' in shown
    assert 'aria-describedby="id_place_helptext"' in shown


def test_only_what_may_be_left_out_says_so() -> None:
    form = ConcernForm()
    assert "niet verplicht" in html("{% field form.place %}", form=form)
    assert "niet verplicht" not in html("{% field form.story %}", form=form)


def test_radios_are_a_fieldset_with_a_legend_described_by_hint_and_error() -> None:
    shown = html("{% field form.who inline=True %}", form=ConcernForm({}))
    assert re.search(r"<fieldset class=\"field field-inline field-wrong\"", shown)
    assert 'aria-describedby="id_who_helptext id_who_error"' in shown
    assert "<legend" in shown
    assert 'for="id_who_0"' in shown


def test_a_single_checkbox_stands_before_its_label() -> None:
    shown = html("{% field form.sure %}", form=ConcernForm())
    assert shown.index('type="checkbox"') < shown.index("Ik weet het zeker")


def test_all_fields_come_in_order_and_the_hidden_ones_are_not_lost() -> None:
    shown = html("{% fields form %}", form=ConcernForm())
    order = [shown.index(f'name="{name}"') for name in ("story", "who", "sure", "place", "token")]
    assert order == sorted(order)
    assert "&lt;label" not in shown


def test_the_error_summary_links_to_inputs_that_exist() -> None:
    form = ConcernForm({"story": ""})
    page = html("{% error_summary form %}{% fields form %}", form=form)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets == ["id_story", "id_who_0", "id_sure"]
    for target in targets:
        assert re.search(rf'<(input|textarea|select)[^>]* id="{target}"', page)
    assert 'role="alert"' in page


def test_an_error_of_the_whole_form_stands_in_the_summary() -> None:
    form = ConcernForm({"story": "same"})
    assert "Dit hebben we al." in html("{% error_summary form %}", form=form)


def test_a_form_without_errors_has_no_summary() -> None:
    assert html("{% error_summary form %}", form=ConcernForm()) == ""


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("stop", "Dringend:"),
        ("warn", "Let op:"),
        ("ok", "Gelukt:"),
        ("info", "Goed om te weten:"),
        ("error", "Dringend:"),
        ("success", "Gelukt:"),
    ],
)
def test_a_notice_says_its_kind_in_words_as_well_as_in_colour(kind: str, word: str) -> None:
    assert word in html("{% notice kind %}x{% endnotice %}", kind=kind)


def test_a_button_sends_its_form_unless_it_has_an_address() -> None:
    assert html("{% button 'Verder' %}").startswith('<button class="button" type="submit"')
    link = html("{% button 'Terug' 'quiet' url='/a' %}")
    assert link.startswith('<a class="button button-quiet"')


def test_a_pager_keeps_the_rest_of_the_query() -> None:
    request = RequestFactory().get("/", {"gemeente": "GM0153", "pagina": "2"})
    shown = html("{% pager page %}", page=Paginator(range(50), 10).get_page(2), request=request)
    assert "?gemeente=GM0153&amp;pagina=1" in shown
    assert "?gemeente=GM0153&amp;pagina=3" in shown
    assert "Pagina 2 van 5" in shown


def test_a_pager_of_one_page_is_not_there() -> None:
    assert html("{% pager page %}", page=Paginator(range(5), 10).get_page(1)).strip() == ""


def test_progress_is_said_in_words() -> None:
    assert "19 van 28" in html("{% progress 19 28 'Verplichtingen' %}")


def test_a_wide_table_can_be_reached_by_keyboard_and_has_a_name() -> None:
    cells = {"columns": ("a", "b"), "rows": (("x", "1"),)}
    shown = html("{% data_table 'Aantallen' columns rows %}", **cells)
    assert 'role="region" aria-label="Aantallen" tabindex="0"' in shown
    assert "<caption>Aantallen</caption>" in shown
    assert '<th scope="row">x</th>' in shown


def test_a_chart_comes_with_its_data_table() -> None:
    chart = bars([Bar(label="Een", value=12)], key="k", title="T", columns=("Vorm", "Aantal"))
    shown = html("{% chart chart %}", chart=chart)
    assert "<details" in shown
    assert '<th scope="row">Een</th><td>12</td>' in shown
    assert shown.count("<svg") == 2
