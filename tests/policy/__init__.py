"""People × addresses × worlds: who gets what answer where, from one table."""
