"""Pages of the room ``teamwork``: of a case, of a partner, of who divides the work, calendars."""
