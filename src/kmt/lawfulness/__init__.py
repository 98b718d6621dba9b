"""On what basis: compartments, purposes, the sharing matrix, disclosures, retention terms.

It will own every crossing between compartments and to others. It must not know the casework that
asks. Nothing is shared with others yet, so nothing stands here yet.
"""
