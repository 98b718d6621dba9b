"""The rota of care: taking a case in, who works on it, dividing the work, moving what is planned.

It decides about the work and not about the person; the case itself is ``care``'s.
"""
