"""Who works together: the region as data, organisations, accounts and memberships.

It owns the region file's reader, the accounts with their screening and training dates, and the
log-in. It must not know what a role may do (that is ``access``) nor anything of casework.
"""
