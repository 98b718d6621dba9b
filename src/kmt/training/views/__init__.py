"""The pages of trainings: taking part, and keeping what is offered."""
