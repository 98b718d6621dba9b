"""The room desk: the work list, the page of a report, who has it, views of one's own."""
