"""What happened, for ever; and the events that wait to have their consequences."""
