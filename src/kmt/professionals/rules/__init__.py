"""The rules of this room, pure: codes and keys, grounds, signs, and what can be sent."""
