"""The example region: invented people and their stories, told through the actions of the rooms.

One module per part of the house; ``kmt.project.demo`` calls them in the order of the work. Nothing
here is imported outside the demo and the tests.
"""
