"""The room triage: weighing, deciding, the persons of a report."""
