"""The rules of advice, pure: what may be asked, what identifies, on which ground it grows."""
