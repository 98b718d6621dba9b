"""What builds, starts and checks KMT; none of it is part of the running product."""
