"""Samkøb: public bodies decide what to buy together, tender it, use it, pay it and follow it up."""
