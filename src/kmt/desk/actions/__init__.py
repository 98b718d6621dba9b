"""Every write of the desk about its own work: who has a report, and views of one's own."""
