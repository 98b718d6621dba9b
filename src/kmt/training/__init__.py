"""Trainings and events: sessions, places, who came, certificates, and the share that is trained."""
