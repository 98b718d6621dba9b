"""The desk's table: the work list, the page of one report, who has it, and ways to look.

It puts together what the rooms below keep of a report; it decides nothing about one.
"""
