"""The roof: settings, root addresses, menus, command line and the demo; composition only, no rules.

It knows every room, and no room knows it.
"""
