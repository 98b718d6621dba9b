"""The room tracks: steps, clocks and pages of the procedures."""
