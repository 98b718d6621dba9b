"""The regional working group, its policy frame, decisions and the transition.

It will read what the rooms below show. Nothing stands here yet.
"""
