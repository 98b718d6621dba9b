"""Lawfulness: the sharing matrix, the rules of the law around it, and the page that shows it."""
