"""The cabinet: documents of a case, what is made from templates, and the reasoned assessment file.

Files are sealed and keep their versions; a PDF is made from the case and leaves only on a
decision to share.
"""
