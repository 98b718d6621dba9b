"""Files that somebody sent: with a report, with a message, later with a case.

What can be cleaned is made anew before it is kept, everything is sealed, and nothing is opened
before a scanner for viruses has looked at it. The room does not know what a file belongs to: the
rooms above say who may see the files of what they keep (:mod:`kmt.attachments.owners`).
"""
