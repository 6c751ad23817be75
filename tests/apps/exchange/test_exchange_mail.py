"""Letters over SMTP, to a real server on a real socket that behaves as servers do."""

import socketserver
import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from tests.builders.exchange import AT, BY, four_organisations

from samkoeb.exchange import actions, queries
from samkoeb.exchange.actions import deliver, mail
from samkoeb.sentences import say

pytestmark = pytest.mark.django_db


class Server(socketserver.ThreadingTCPServer):
    """Keeps the letters it takes; `mood` is what it does after a recipient ("refuse", "busy"), after the letter ("silent", "full", "spam"), or when it is
    asked something: "drop mail" closes the line, "hang ehlo" never answers."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, mood):
        self.mood, self.letters, self.calls, self.said = mood, [], 0, []
        self.over = threading.Event()
        super().__init__(("127.0.0.1", 0), Talk)


class Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line + b"\r\n")

    def handle(self):
        mood = self.server.mood
        self.server.calls += 1
        if mood == "hang at once":
            self.server.over.wait(20)
            return
        self.say(b"220 here")
        for line in self.rfile:
            word = line[:4].upper()
            self.server.said.append(line)
            if mood == f"drop {word.decode().lower().strip()}":
                return
            if mood == f"hang {word.decode().lower().strip()}":
                self.server.over.wait(20)
                return
            if word == b"DATA":
                self.say(b"354 go on")
                self.server.letters.append(b"".join(iter(self.rfile.readline, b".\r\n")))
                if mood == "silent":
                    return
                self.say({"full": b"452 mailbox full", "spam": b"554 taken for spam"}.get(mood, b"250 taken"))
            elif word == b"RCPT":
                self.say({"refuse": b"550 nobody here", "busy": b"451 later"}.get(mood, b"250 ok"))
            elif word == b"EHLO" and mood == "eight bits":
                self.say(b"250-here\r\n250-SIZE 10000000\r\n250 8BITMIME")
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
        server.over.set()
        server.shutdown()


def letter(key="a", **changed):
    said = {"to": "ordre@bandage.example", "subject": "Ordre 17", "body": "Hej"} | changed
    return actions.write_letter(key=key, at=AT, **said)


def why(row):
    return say(queries.failure_of(queries.outbound(BY, row.pk)))


def test_a_letter_leaves_once(post):
    letter()
    assert actions.deliver_due(AT) == 1
    assert actions.deliver_due(AT) == 0
    assert len(post.letters) == 1
    assert b"Message-ID: <" in post.letters[0]


ENDS = [
    ("refuse", "failed"), ("spam", "failed"), ("busy", "waiting"), ("full", "waiting"), ("drop mail", "waiting"), ("drop data", "waiting"),
    ("silent", "unclear"),
]  # fmt: skip


@pytest.mark.parametrize(("post", "state"), ENDS, indirect=["post"])
def test_a_clear_answer_is_believed_and_silence_is_shown_to_a_person(post, state):
    row = letter()
    assert actions.deliver_due(AT) == 0
    found = queries.outbound(BY, row.pk)
    assert found.state == state
    assert found.failure
    assert actions.deliver_due(AT) == 0  # nothing is sent a second time by itself
    assert len(post.letters) == (post.mood in ("silent", "full", "spam"))


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ("refuse", "Mailserveren tager ikke imod e-mailen. Den svarede: 550 nobody here"),
        ("busy", "Mailserveren vil have e-mailen senere, så den venter og prøves igen. Den svarede: 451 later"),
    ],
    indirect=["post"],
)
def test_who_looks_in_the_outbox_reads_the_servers_answer_in_a_sentence(post, said):
    row = letter()
    actions.deliver_due(AT)
    assert why(row) == said


@pytest.mark.parametrize("post", ["hang at once", "hang ehlo", "hang rcpt"], indirect=True)
def test_a_server_that_hangs_is_asked_once_and_not_once_for_each_letter(post, monkeypatch):
    monkeypatch.setattr(mail, "SECONDS", 0.3)
    rows = [letter("a"), letter("b"), letter("c")]
    assert actions.deliver_due(AT) == 0
    assert [queries.outbound(BY, row.pk).state for row in rows] == ["waiting"] * 3
    assert all(why(row).startswith("Mailserveren svarer ikke") for row in rows)
    post.mood = ""
    assert actions.deliver_due(AT + timedelta(minutes=5)) == 3
    assert len(post.letters) == 3
    assert post.calls == 1 + 3


@pytest.mark.parametrize("post", ["silent"], indirect=True)
def test_a_server_that_goes_silent_makes_one_letter_unclear_and_not_all(post):
    rows = [letter("a"), letter("b"), letter("c")]
    actions.deliver_due(AT)
    assert [queries.outbound(BY, row.pk).state for row in rows] == ["unclear", "waiting", "waiting"]
    assert len(post.letters) == 1


@pytest.mark.parametrize("post", ["drop quit"], indirect=True)
def test_a_letter_that_was_taken_is_sent_however_the_line_ends(post):
    letter()
    assert actions.deliver_due(AT) == 1
    assert len(post.letters) == 1


def test_what_is_danish_arrives_as_it_was_written_at_a_server_that_takes_ascii_only(post):
    text = "Kære afsnit,\n.et punktum først på linjen\n.\nhttps://samkoeb.example/supplier/answer/" + "x" * 90 + "/\nSmørrebrød på Åboulevarden"
    letter(subject="Blåbærgrød til børneafsnittet", body=text, to="ordre@rødgrød.example")
    assert actions.deliver_due(AT) == 1
    assert post.letters[0].isascii()
    body = post.letters[0].replace(b"\r\n..", b"\r\n.")  # as the receiving end undoes what is done to a leading dot
    read = message_from_bytes(body, policy=policy.default)
    assert (read["Subject"], read.get_content().replace("\r\n", "\n").strip()) == ("Blåbærgrød til børneafsnittet", text)
    assert b"rcpt TO:<ordre@xn--rdgrd-vuad.example>\r\n" in post.said


@pytest.mark.parametrize("post", ["eight bits"], indirect=True)
def test_a_server_that_takes_eight_bits_gets_it_as_it_was_written_with_the_link_whole(post):
    link = "https://samkoeb.example/supplier/answer/" + "x" * 90 + "/"
    letter(body=f"Kære afsnit\n{link}\n")
    assert actions.deliver_due(AT) == 1
    assert f"\r\n\r\nKære afsnit\r\n{link}\r\n".encode() in post.letters[0]
    (asked,) = [line for line in post.said if line.startswith(b"mail")]
    assert b"body=8bitmime" in asked and b"size=%d" % len(post.letters[0]) in asked


def test_an_address_that_cannot_be_one_is_said_and_nothing_else_waits_for_it(post):
    row = letter("a", to="blåbær@bandage.example")
    letter("b")
    assert actions.deliver_due(AT) == 1
    assert queries.outbound(BY, row.pk).state == "failed"
    assert "blåbær@bandage.example" in why(row)


def test_a_letter_to_who_had_no_address_goes_to_the_one_that_was_written_since(post):
    supplier = four_organisations().competitor
    row = letter(to="", recipient_id=supplier.pk)
    assert "e-mail" in why(row)
    actions.send_again(row.pk, by=BY, at=AT)
    assert actions.deliver_due(AT) == 1
    assert b"rcpt TO:<ordre@bandage.example>\r\n" in post.said


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
