"""The pages of money: what a budget says, its rows, and reading them from a file."""
