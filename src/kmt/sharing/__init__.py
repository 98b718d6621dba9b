"""How something is shared in practice: the share assistant, drafts, what suppliers said.

It owns the way to a decision; whether it may is a rule of ``lawfulness``, who somebody is stands in
``vault``. It must not know from which case somebody comes to share: a case hands over a pseudonym.
"""
