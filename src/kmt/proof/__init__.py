"""What is promised of the house as it runs, proven on installations that exist for that only.

It drives the service from outside, as people and attackers do, and then looks at what is kept. It
knows everything and is known by nothing: ``./kmt bench`` starts its parts as processes.
"""
