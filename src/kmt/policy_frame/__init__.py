"""The regional vision and policy frame: goals, results, actions, indicators, and versions."""
