"""The regional working group: members, meetings, papers, actions, and the register of decisions."""
