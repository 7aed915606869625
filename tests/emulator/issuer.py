"""An identity provider of an organisation's own: `issuer.py CERTIFICATES` answers over TLS where its keys are,
and prints one line of JSON with its address and two tokens, of a member of the group `phi` and of nobody's.

It runs until its standard input ends.
"""

import base64
import http.server
import json
import ssl
import sys
import threading
import time

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

key = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def text(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def number(value):
    return text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def token(issuer, groups, audience="claimlake", lives=3600):
    now = int(time.time())
    claims = {"iss": issuer, "sub": "ana", "aud": audience, "iat": now, "exp": now + lives, "groups": groups}
    head = {"alg": "RS256", "kid": "one", "typ": "JWT"}
    signed = ".".join(text(json.dumps(part).encode()) for part in (head, claims))
    signature = key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{signed}.{text(signature)}"


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.endswith("openid-configuration"):
            body = {"issuer": self.server.issuer, "jwks_uri": f"{self.server.issuer}/keys"}
        else:
            numbers = key.public_key().public_numbers()
            body = {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "one",
                              "n": number(numbers.n), "e": number(numbers.e)}]}
        raw = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(f"{sys.argv[1]}/server.pem", f"{sys.argv[1]}/server.key")
server.socket = context.wrap_socket(server.socket, server_side=True)
server.issuer = f"https://127.0.0.1:{server.server_port}"
threading.Thread(target=server.serve_forever, daemon=True).start()
given = {
    "issuer": server.issuer,
    "phi": token(server.issuer, ["coder", "phi"]),
    "none": token(server.issuer, ["coder"]),
    "other": token(server.issuer, ["phi"], audience="another"),
    "old": token(server.issuer, ["phi"], lives=-60),
}
print(json.dumps(given), flush=True)
sys.stdin.read()
