"""The pages of the knowledge base: public ones, files for machines, and those of colleagues."""
