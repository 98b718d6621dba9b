"""The lamp: how safe somebody is, what was agreed for when it goes wrong, and what went wrong.

Safety assessments, safety plans and incidents of a care case; it knows nothing of what is done for
somebody otherwise. Every text is sealed under the key of the case.
"""
