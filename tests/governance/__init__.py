"""Tests of the room ``governance``: bodies, meetings, actions, questions, the register."""
