"""Letters over SMTP, to a real server on a real socket that behaves as servers do."""

import socketserver
import threading
from datetime import timedelta

import pytest
from tests.builders.exchange import AT, BY

from samkoeb.exchange import actions, queries
from samkoeb.exchange.actions import deliver

pytestmark = pytest.mark.django_db


class Server(socketserver.ThreadingTCPServer):
    """Keeps the letters it takes; `mood` is what it does after a recipient ("refuse", "busy") or after the letter ("silent")."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mood):
        self.mood, self.letters = mood, []
        super().__init__(("127.0.0.1", 0), Talk)


class Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line + b"\r\n")

    def handle(self):
        self.say(b"220 here")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self.say(b"354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                if self.server.mood == "silent":
                    return
                self.say(b"250 taken")
            elif word == b"RCPT":
                self.say({"refuse": b"550 nobody here", "busy": b"451 later"}.get(self.server.mood, b"250 ok"))
            elif word == b"QUIT":
                self.say(b"221 bye")
                return
            else:
                self.say(b"250 ok")


@pytest.fixture
def post(request, settings, home):
    with Server(getattr(request, "param", "")) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_URL = f"smtp://127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def letter():
    return actions.write_letter(key="a", to="ordre@bandage.example", subject="Ordre 17", body="Hej", at=AT)


def test_a_letter_leaves_once(post):
    letter()
    assert actions.deliver_due(AT) == 1
    assert actions.deliver_due(AT) == 0
    assert len(post.letters) == 1
    assert b"Message-ID: <" in post.letters[0]


@pytest.mark.parametrize(("post", "state"), [("refuse", "failed"), ("busy", "waiting"), ("silent", "unclear")], indirect=["post"])
def test_a_clear_answer_is_believed_and_silence_is_shown_to_a_person(post, state):
    row = letter()
    assert actions.deliver_due(AT) == 0
    found = queries.outbound(BY, row.pk)
    assert found.state == state
    assert found.failure
    assert actions.deliver_due(AT) == 0  # nothing is sent a second time by itself
    assert len(post.letters) == (state == "unclear")


@pytest.mark.parametrize("post", ["silent"], indirect=True)
def test_a_person_decides_about_an_unclear_letter(post):
    row = letter()
    actions.deliver_due(AT)
    assert actions.confirm_sent(row.pk, by=BY, at=AT).state == "sent"
    assert actions.deliver_due(AT) == 0


def test_no_server_means_later(settings, home, post):
    post.shutdown()
    post.server_close()
    row = letter()
    assert actions.deliver_due(AT) == 0
    found = queries.outbound(BY, row.pk)
    assert (found.state, found.not_before) == ("waiting", AT + timedelta(minutes=1))


def test_a_letter_whose_worker_was_killed_in_the_middle_is_unclear_and_not_sent_again(post, monkeypatch):
    row = letter()
    monkeypatch.setattr(deliver, "_hand_over", lambda _row: (_ for _ in ()).throw(KeyboardInterrupt))  # stands for SIGKILL
    with pytest.raises(KeyboardInterrupt):
        actions.deliver_due(AT)
    monkeypatch.undo()
    post_url_at = AT + timedelta(minutes=11)
    assert queries.outbound(BY, row.pk).state == "sending"
    assert actions.deliver_due(post_url_at) == 0
    assert queries.outbound(BY, row.pk).state == "unclear"
    assert post.letters == []
