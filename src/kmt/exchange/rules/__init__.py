"""What may be decided about registrations and handovers, and why not: pure."""
