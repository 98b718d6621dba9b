"""Articles of the knowledge base: written, reviewed, found and read, by public and colleagues.

No personal data of victims or offenders is kept in any room of the outlook.
"""
