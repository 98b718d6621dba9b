"""The command line: a file in, a result out as text, JSON, CSV or HTML.

`program` is the way in, `options` says what can be asked, `answers` does what was asked, and
`telling` says meanwhile how far it is.
"""
