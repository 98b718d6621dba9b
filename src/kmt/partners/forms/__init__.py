"""The forms of this room: log-in and second factor, accounts, one's own account."""

from kmt.partners.forms.log_in import (
    CodeForm,
    KeyForm,
    LogInForm,
    ProofForm,
    ProofKeyForm,
    SetUpForm,
)

__all__ = ["CodeForm", "KeyForm", "LogInForm", "ProofForm", "ProofKeyForm", "SetUpForm"]
