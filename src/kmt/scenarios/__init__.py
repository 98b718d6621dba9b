"""What if: budgets side by side, sensitivity, and the proposal to the councils."""
