"""The words of the field: code lists, indicators, deadline rules and glossary, with validity dates.

It owns no personal data and no table: its lists are versioned data in this package, asked by date.
It knows only the kernel.
"""
