"""Campaigns, lesson sets and material to print: for whom, what it reached, what it cost."""
