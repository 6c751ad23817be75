"""ISO 20022: payment files to the bank (pain.001)."""
