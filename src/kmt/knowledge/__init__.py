"""Articles, the service directory, trainings and campaigns.

It will hold no personal data of victims or offenders. Nothing stands here yet.
"""
