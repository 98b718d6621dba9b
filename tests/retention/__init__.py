"""Retention: the job of the night, decisions, holds, certificates, and the canary."""
