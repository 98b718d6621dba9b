"""The roof: settings, menus, commands, the demo."""
