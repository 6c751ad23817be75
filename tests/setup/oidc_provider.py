"""An OpenID Connect provider on this machine, as small as one can be: whoever comes is who it was told, and it checks client, code and PKCE."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "samkoeb", "only-between-us"


class Provider(ThreadingHTTPServer):
    """`person` is who signs in next: the claims about them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.person: dict[str, object] = {}
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, tuple[str, dict[str, object], str]] = {}
        self.tokens: dict[str, dict[str, object]] = {}
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        path, asked = urlsplit(self.path).path, {k: v[0] for k, v in parse_qs(urlsplit(self.path).query).items()}
        at = self.server.address
        if path == "/.well-known/openid-configuration":
            ends = {f"{name}_endpoint": f"{at}/{name}" for name in ("authorization", "token", "userinfo")}
            self._say({"issuer": at, "jwks_uri": f"{at}/keys", **ends})
        elif path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key(), as_dict=True)
            self._say({"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]})
        elif path == "/authorization" and asked["client_id"] == CLIENT:
            code = secrets.token_urlsafe()
            self.server.codes[code] = (asked["code_challenge"], self.server.person, asked["redirect_uri"])
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
            self.end_headers()
        elif path == "/userinfo":
            self._say(self.server.tokens[self.headers["Authorization"].removeprefix("Bearer ")])
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        given = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        challenge, person, _back = self.server.codes.pop(given["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).decode().rstrip("=")
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        knows = given.get("client_secret") == SECRET or self.headers.get("Authorization") == f"Basic {basic}"
        if proof != challenge or not knows:
            self.send_error(401)
            return
        token, now = secrets.token_urlsafe(), int(time.time())
        self.server.tokens[token] = person
        claims = {"iss": self.server.address, "aud": CLIENT, "iat": now, "exp": now + 300, **person}
        signed = jwt.encode(claims, self.server.key, "RS256", headers={"kid": "1"})
        self._say({"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed})

    def _say(self, what: object) -> None:
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Tests are quiet."""
