"""The parts behind `./kmt`: standard library only, because nothing is installed yet."""
