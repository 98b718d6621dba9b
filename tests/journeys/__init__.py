"""The line as a whole: from what somebody tells to the sheet a council reads."""
