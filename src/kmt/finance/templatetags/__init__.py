"""What templates of money may ask for."""
