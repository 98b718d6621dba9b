"""The sign on each door: what a view declares, and that forgetting it shows."""

import functools

from kmt.kernel.door import PUBLIC, SIGNED_IN, audience_of, open_to


def view(request):
    """Nothing declared."""


def test_a_view_that_declares_nothing_has_no_audience():
    assert audience_of(view) is None


def test_a_view_keeps_what_it_declared():
    @open_to("intake.report.read")
    def declared(request):
        """For whoever reads reports."""

    assert audience_of(declared) == "intake.report.read"


def test_declaring_does_not_wrap_the_view():
    def plain(request):
        """Itself."""

    assert open_to(PUBLIC)(plain) is plain


def test_a_decorator_around_a_declared_view_keeps_the_sign():
    @open_to(SIGNED_IN)
    def declared(request):
        """For everybody at work."""

    @functools.wraps(declared)
    def wrapped(request):
        return declared(request)

    assert audience_of(wrapped) == SIGNED_IN


def test_a_sign_that_is_no_word_counts_as_forgotten():
    def strange(request):
        """Marked by hand."""

    strange.kmt_audience = True
    assert audience_of(strange) is None
