"""Protocol/02 §6 and 04 §2.3: records that remove payloads, and what stands in their place."""

from .changes import decode_payload, encode_payload
from .conventions import Reader, utf8
from .limits import LIMITS, ProtocolError
from .messages import inflated

BLANK = "\u2588"
TEXTS = ("assign", "add", "remove")


def decode_redaction(value):
    """What a value of the field `redactions` says; `None` for one that says nothing."""
    try:
        reader = Reader(value)
        hashed, identity, reason = reader.raw(32), reader.change_id(), reader.text()
        payload = inflated(reader.raw(reader.left))
    except ProtocolError:
        return None
    if len(payload) > LIMITS["payload"]:
        return None
    return {"payloadHash": hashed, "change": identity, "reason": reason, "payload": payload}


def stand_in(header, payloads):
    """The payload that is read in the place of one that these stand-ins are about."""
    result = None
    for payload in sorted(set(payloads)):
        try:
            change = decode_payload(header, payload)
        except ProtocolError:
            continue
        if result is None:
            result = change
        else:
            result = laid_over(result, change) or result
    return None if result is None else encode_payload(result)


def laid_over(one, other):
    """`one` with U+2588 wherever `other` differs; `None` if they are not of one shape."""
    if (one["author"], one["time"], len(one["operations"])) != (
            other["author"], other["time"], len(other["operations"])):
        return None
    operations = []
    for mine, theirs in zip(one["operations"], other["operations"]):
        if mine[0] != theirs[0]:
            return None
        if mine[0] == "edit":
            if mine[1] != theirs[1] or len(mine[2]) != len(theirs[2]):
                return None
            splices = []
            for (at, deleted, text), (place, gone, words) in zip(mine[2], theirs[2]):
                blanked = blank_where(text, words)
                if (at, deleted) != (place, gone) or blanked is None:
                    return None
                splices.append((at, deleted, blanked))
            operations.append(["edit", mine[1], splices])
        elif mine == theirs:
            operations.append(mine)
        elif mine[0] in TEXTS and mine[1] == theirs[1]:
            try:
                blanked = blank_where(utf8(mine[2]), utf8(theirs[2]))
            except ProtocolError:
                return None
            if blanked is None:
                return None
            operations.append([mine[0], mine[1], blanked.encode()])
        else:
            return None
    return {**one, "salt": 0, "operations": operations}


def blank_where(one, other):
    if len(one) != len(other):
        return None
    return "".join(mine if mine == theirs or mine == "\n" else BLANK
                   for mine, theirs in zip(one, other))
