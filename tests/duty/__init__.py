"""Tests of the room ``duty``: being away, standing in, handing over, and the mail."""
