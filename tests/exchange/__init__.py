"""Tests of the gate: registration at CoMensha, handover between regions."""
