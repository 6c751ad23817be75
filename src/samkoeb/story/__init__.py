"""The demonstration tale, told through actions only; its suppliers speak through documents only."""

from samkoeb.story.tell import sign_ins, tell

__all__ = ["sign_ins", "tell"]
