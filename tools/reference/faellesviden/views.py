"""Protocol/10: what public mirrors ask for."""

from .changes import decode_payload, payload_hash, tagged
from .conventions import Reader, Writer
from .limits import LIMITS, ProtocolError
from .messages import DEFLATED, MORE, deflated, open_frame

VIEW_REQUEST, VIEW_ANSWER = 16, 17


def view_digest(items):
    """`items`: (document, payload) of what citizens may see."""
    return tagged("view", *(
        document[0].to_bytes(8, "big") + document[1].to_bytes(8, "big") + payload_hash(payload)
        for document, payload in sorted(items) if payload))


def encode_view_request(request):
    w = Writer()
    w.raw(request["digest"])
    w.varint(request["since"])
    return b"FV\x01" + bytes([VIEW_REQUEST, 0, 0]) + bytes(w.data)


def encode_view_answer(answer, deflate=True):
    w = Writer()
    w.raw(answer["digest"] + answer["viewDigest"])
    w.varint(answer["revision"])
    w.varint(len(answer["items"]))
    for document, payload in answer["items"]:
        w.change_id(document)
        w.prefixed(payload or b"")
    content, flags = bytes(w.data), MORE if answer["more"] else 0
    if deflate and len(deflated(content)) < len(content):
        flags |= DEFLATED
        content = deflated(content)
    return b"FV\x01" + bytes([VIEW_ANSWER]) + flags.to_bytes(2, "big") + content


def decode_view(data):
    kind, flags, r = open_frame(data)
    if kind == VIEW_REQUEST and not flags:
        message = {"digest": r.raw(32), "since": r.varint()}
    elif kind == VIEW_ANSWER and flags in (0, MORE):
        message = {"digest": r.raw(32), "viewDigest": r.raw(32), "revision": r.varint(),
                   "more": bool(flags), "items": []}
        for _ in range(r.count(min(LIMITS["changes"], r.left // 17))):
            message["items"].append((r.change_id(), r.prefixed() or None))
    else:
        raise ProtocolError("unknownFormat")
    r.end()
    for document, payload in message.get("items", []):
        if payload:
            decode_payload({"id": document, "document": document, "parents": []}, payload)
        elif document[1] == 0:
            raise ProtocolError("invalidChange")
    return message
