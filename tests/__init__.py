"""The suite: one folder per room, and folders for what no room can see of itself."""
