"""Tests of working together: a partner and their part of a case, tasks, comments, calendars."""
