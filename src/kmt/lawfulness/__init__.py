"""On what basis: compartments, purposes, the sharing matrix, and the rules of the law around it.

It owns every answer to "may this be shared, and on what ground": the matrix as data, a pure rule
per subject of the law, and the record of what was shared with its review. It must not know the
casework that asks, nor who a person is.
"""
