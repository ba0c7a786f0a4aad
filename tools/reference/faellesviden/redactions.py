"""Protocol/02 §6 and 04 §2.3: records that remove payloads, and what stands in their place."""

from .changes import decode_payload, encode_payload, tagged
from .conventions import Reader, Writer, utf8
from .limits import LIMITS, ProtocolError
from .messages import inflated

BLANK = "\u2588"
TEXTS = ("assign", "add", "remove")


def decode_redaction(value):
    """What a value of the field `redactions` says; `None` for one that says nothing."""
    try:
        reader = Reader(value)
        said = {"payloadHash": reader.raw(32), "change": reader.change_id(),
                "reason": reader.text()}
        if reader.left and reader.data[reader.at] == 0:
            reader.byte()
            said.update(root=reader.raw(32), words=decode_runs(reader))
            reader.end()
            return said if said["words"] else None
        payload = inflated(reader.raw(reader.left))
    except ProtocolError:
        return None
    if len(payload) > LIMITS["payload"]:
        return None
    return {**said, "payload": payload}


# Which words: a list of (first, count), ascending and never touching.


def decode_runs(reader):
    runs, end = [], 0
    for index in range(reader.count(reader.left)):
        gap = reader.count(LIMITS["position"] - end)
        length = reader.count(LIMITS["position"] - end - gap)
        if length == 0 or gap == 0 and index:
            raise ProtocolError("notCanonical", reader.at)
        runs.append((end + gap, length))
        end += gap + length
    return runs


def encode_runs(runs):
    writer, end = Writer(), 0
    writer.varint(len(runs))
    for first, count in runs:
        writer.varint(first - end)
        writer.varint(count)
        end = first + count
    return bytes(writer.data)


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


# What is left of a payload, and its proof. A tree is its secret (16 bytes), its hash (32 bytes), or
# a pair of trees.

TREE_MAX = 128 << 10


def words_of(change):
    """All inserted texts and all values that are texts, one after the other."""
    texts = []
    each_text(change, lambda text: texts.append(text) or text)
    return "".join(texts)


def each_text(change, replace):
    def value(data):
        try:
            return replace(utf8(data)).encode()
        except ProtocolError:
            return data
    operations = []
    for operation in change["operations"]:
        if operation[0] == "edit":
            operation = ["edit", operation[1], [
                (at, gone, replace(text)) for at, gone, text in operation[2]]]
        elif operation[0] in TEXTS:
            operation = [*operation[:2], value(operation[2])]
        operations.append(operation)
    return {**change, "salt": 0, "operations": operations}


def without_words(change, flags):
    at = 0

    def blanked(text):
        nonlocal at
        at += len(text)
        return "".join(BLANK if flag and word != "\n" else word
                       for word, flag in zip(text, flags[at - len(text):at]))
    return each_text(change, blanked)


def flags_of(runs, count):
    return [any(first <= place < first + length for first, length in runs)
            for place in range(count)]


def hashed(part, *data):
    return tagged("words", bytes([part]), *data)


def parted(tree):
    if isinstance(tree, tuple):
        return tree
    return tuple(hashed(2, tree, side)[:16] for side in (b"\0", b"\1"))


def tree_hash(tree, words):
    if isinstance(tree, bytes) and len(tree) == 32:
        return tree
    if isinstance(tree, bytes) and len(words) == 1:
        return hashed(0, tree, ord(words).to_bytes(8, "big"))
    half = len(words) // 2
    lower, upper = parted(tree)
    return hashed(1, tree_hash(lower, words[:half]), tree_hash(upper, words[half:]))


def tree_without(tree, words, flags):
    if not any(flags) or isinstance(tree, bytes) and len(tree) == 32:
        return tree
    if all(flags) and isinstance(tree, bytes):
        return tree_hash(tree, words)
    half = len(words) // 2
    lower, upper = parted(tree)
    pair = (tree_without(lower, words[:half], flags[:half]),
            tree_without(upper, words[half:], flags[half:]))
    if all(isinstance(each, bytes) and len(each) == 32 for each in pair):
        return hashed(1, *pair)
    return pair


def tree_gone(tree, count):
    if isinstance(tree, bytes):
        return [len(tree) == 32] * count
    return tree_gone(tree[0], count // 2) + tree_gone(tree[1], count - count // 2)


def encode_tree(tree):
    if isinstance(tree, tuple):
        return b"\0" + encode_tree(tree[0]) + encode_tree(tree[1])
    return (b"\1" if len(tree) == 16 else b"\2") + tree


def decode_tree(reader, count):
    tag = reader.byte()
    if tag in (1, 2):
        return reader.raw(16 * tag)
    if tag != 0:
        raise ProtocolError("unknownFormat", reader.at)
    if count < 2:
        raise ProtocolError("malformed", reader.at)
    pair = decode_tree(reader, count // 2), decode_tree(reader, count - count // 2)
    if all(isinstance(each, bytes) and len(each) == 32 for each in pair):
        raise ProtocolError("notCanonical", reader.at)
    return pair


def skeleton(change):
    return encode_payload(without_words(change, [True] * len(words_of(change))))


def words_root(change, tree):
    return hashed(4, tree_hash(tree, words_of(change)), skeleton(change))


def remaining_of(header, payload, *removals):
    """(what is left as it travels, its root) when words, by their runs, were removed in turn."""
    change = decode_payload(header, payload)
    tree = hashed(3, payload)[:16]
    decode_payload(header, skeleton(change))
    for runs in removals:
        words = words_of(change)
        flags = [flag and word != "\n"
                 for flag, word in zip(flags_of(runs, len(words)), words)]
        tree = tree_without(tree, words, flags)
        change = without_words(change, flags)
    writer = Writer()
    writer.prefixed(encode_payload({**change, "salt": 0}))
    writer.raw(encode_tree(tree))
    return bytes(writer.data), words_root(change, tree)


def decode_remaining(header, data):
    """(the payload that stands in its place, its root)."""
    reader = Reader(data)
    payload = reader.prefixed()
    change = decode_payload(header, payload)
    words = words_of(change)
    decode_payload(header, skeleton(change))
    if change["salt"] or not words:
        raise ProtocolError("malformed")
    tree = decode_tree(reader, len(words))
    reader.end()
    if any(flag and word != BLANK for flag, word in zip(tree_gone(tree, len(words)), words)):
        raise ProtocolError("notCanonical")
    return payload, words_root(change, tree)
