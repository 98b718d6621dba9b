"""The regional policy frame: goals, results, actions and indicators, in adopted versions."""
