"""Protocol/06: signed requests and answers."""

import base64
import hashlib
import hmac
import re

REQUEST_COMPONENTS = '("@method" "@path" "@query" "content-digest" "fv-to" "fv-from")'
ANSWER_COMPONENTS = '("@status" "content-digest" "fv-from" "signature";req)'
NAME = r"[A-Za-z0-9._-]{1,64}"
WINDOW_SECONDS = 300


class SignatureError(Exception):
    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def content_digest(body):
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def sign(lines, parameters, key):
    base = "".join(f"{name}: {value}\n" for name, value in lines)
    base += f'"@signature-params": {parameters}'
    code = hmac.new(key, base.encode(), hashlib.sha256).digest()
    return f"s=:{base64.b64encode(code).decode()}:"


def nonce_text(nonce):
    return base64.b64encode(nonce).decode()[:22]


def sign_request(method, path, query, body, sender, recipient, key_id, key, created, nonce):
    """The header fields of a request; `query` without its question mark."""
    parameters = (f'{REQUEST_COMPONENTS};created={created};nonce="{nonce_text(nonce)}"'
                  f';keyid="{key_id}";tag="fv1"')
    digest = content_digest(body)
    lines = [('"@method"', method), ('"@path"', path), ('"@query"', "?" + (query or "")),
             ('"content-digest"', digest), ('"fv-to"', recipient), ('"fv-from"', sender)]
    return {"content-digest": digest, "fv-from": sender, "fv-to": recipient,
            "signature-input": "s=" + parameters, "signature": sign(lines, parameters, key)}


def sign_answer(status, body, sender, request_signature, key, created):
    parameters = f'{ANSWER_COMPONENTS};created={created};tag="fv1"'
    digest = content_digest(body)
    lines = [('"@status"', status), ('"content-digest"', digest), ('"fv-from"', sender),
             ('"signature";req', request_signature)]
    return {"content-digest": digest, "fv-from": sender, "signature-input": "s=" + parameters,
            "signature": sign(lines, parameters, key)}


def verify_request(fields, method, path, query, body, recipient, key, now):
    for name in ("content-digest", "fv-from", "fv-to", "signature-input", "signature"):
        if name not in fields:
            raise SignatureError("missing")
    match = re.fullmatch(
        re.escape("s=" + REQUEST_COMPONENTS) + r';created=(0|[1-9][0-9]{0,11})'
        r';nonce="([A-Za-z0-9+/]{22})";keyid="(' + NAME + r')";tag="fv1"',
        fields["signature-input"], re.ASCII)
    named = all(re.fullmatch(NAME, fields[name], re.ASCII) for name in ("fv-from", "fv-to"))
    if not match or not named:
        raise SignatureError("notThisProfile")
    created, nonce = int(match[1]), base64.b64decode(match[2] + "==")
    if nonce_text(nonce) != match[2] or not is_digest(fields["content-digest"]):
        raise SignatureError("notThisProfile")
    lines = [('"@method"', method), ('"@path"', path), ('"@query"', "?" + (query or "")),
             ('"content-digest"', fields["content-digest"]), ('"fv-to"', fields["fv-to"]),
             ('"fv-from"', fields["fv-from"])]
    expected = sign(lines, fields["signature-input"][2:], key)
    if not hmac.compare_digest(expected.encode(), fields["signature"].encode()):
        raise SignatureError("wrongCode")
    if fields["fv-to"] != recipient:
        raise SignatureError("wrongRecipient")
    if fields["content-digest"] != content_digest(body):
        raise SignatureError("bodyMismatch")
    if abs(created - now) > WINDOW_SECONDS:
        raise SignatureError("clockSkew")


def is_digest(field):
    match = re.fullmatch(r"sha-256=:([A-Za-z0-9+/]{43}=):", field, re.ASCII)
    return bool(match) and base64.b64encode(base64.b64decode(match[1])).decode() == match[1]


def verify_answer(fields, status, body, sender, request_signature, key):
    for name in ("content-digest", "fv-from", "signature-input", "signature"):
        if name not in fields:
            raise SignatureError("missing")
    match = re.fullmatch(
        re.escape("s=" + ANSWER_COMPONENTS) + r';created=(0|[1-9][0-9]{0,11});tag="fv1"',
        fields["signature-input"], re.ASCII)
    if not match or not is_digest(fields["content-digest"]):
        raise SignatureError("notThisProfile")
    lines = [('"@status"', status), ('"content-digest"', fields["content-digest"]),
             ('"fv-from"', fields["fv-from"]), ('"signature";req', request_signature)]
    expected = sign(lines, fields["signature-input"][2:], key)
    if not hmac.compare_digest(expected.encode(), fields["signature"].encode()):
        raise SignatureError("wrongCode")
    if fields["fv-from"] != sender:
        raise SignatureError("wrongSender")
    if fields["content-digest"] != content_digest(body):
        raise SignatureError("bodyMismatch")
