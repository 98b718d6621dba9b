"""What may be given to whom, what a report waits for, and names of views: pure."""
