"""What people see: the real demo, served by the real web server, in a real Chromium."""
