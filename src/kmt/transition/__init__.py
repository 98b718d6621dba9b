"""The conditions of a decision as a plan: tasks, owners, risks, evidence, go or no-go."""
