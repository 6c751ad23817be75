"""The demonstration tale, told through actions only; its suppliers speak through documents only."""
