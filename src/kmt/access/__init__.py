"""Who may do what: permissions, roles, and the gates that hold them.

It owns the table of permissions by role, the door (middleware), the gated rows and the one way to
act. It must not know the rooms it guards: they bring their own rules of visibility.
"""
