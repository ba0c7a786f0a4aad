"""Protocol/05 §9: two branches of one stream, and the name of the one that gives it up."""

from .changes import chain_after, commitment, encode_payload, payload_hash, tagged


def branch_name(first_payload_hash):
    return int.from_bytes(tagged("fork", first_payload_hash)[:8], "big")


def verdict(mine, theirs):
    """What becomes of `mine`; both are claims as in messages."""
    if any(mine[k] != theirs[k] for k in ("replica", "first", "base")) \
            or mine["mark"] == theirs["mark"]:
        return "notHere"
    if mine["payload"] == theirs["payload"]:
        return "consequence"
    if mine["yields"] != theirs["yields"]:
        return "renames" if mine["yields"] else "keeps"
    return "keeps" if mine["payload"] < theirs["payload"] else "renames"


def renamed(change, replica, first, name):
    """A change after numbers `first` and on of `replica` became 1 and on of `name`."""

    def new(identity):
        if identity[0] != replica or identity[1] < first:
            return identity
        return (name, identity[1] - first + 1)

    return dict(change, id=new(change["id"]), document=new(change["document"]),
                parents=sorted({new(parent) for parent in change["parents"]}))


def rename_stream(changes, replica, first):
    """(name, changes after the renaming, chain after each) of a log in its order."""
    begin = next(c for c in changes if c["id"] == (replica, first))
    name = branch_name(payload_hash(encode_payload(begin)))
    after, running = [], {}
    for change in changes:
        change = renamed(change, replica, first, name)
        owner = change["id"][0]
        hashed = payload_hash(encode_payload(change))
        running[owner] = chain_after(running.get(owner), commitment(change, hashed))
        after.append((change, running[owner]))
    return name, after
