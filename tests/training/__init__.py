"""Tests of the room ``training``: places, the queue, certificates, counts without names."""
