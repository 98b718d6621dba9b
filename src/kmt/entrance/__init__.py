"""The pages that everybody may read: what trafficking is, where help is, what we can promise.

It owns the public words and the languages they stand in; it knows no report and keeps nothing.
"""
