"""A base of any size, made of the sentences of a small one: articles of about 3 kB, each with a
title of its own. The same seed makes the same base.

Texts that are only repeated would have a small base's vocabulary, so one long word in sixteen is
a compound put together from two words of the base, some of them much more common than others.
"""

import json
import random
import re

BYTES = 3000
LONG = re.compile(r"\b[a-zæøå]{7,}\b")
PLACES = ["Solrød", "Slagelse", "Sorø", "Greve", "Køge", "Roskilde", "Holbæk", "Odsherred",
          "Ringsted", "Næstved", "Faxe", "Stevns", "Lejre", "Aarhus", "Aalborg", "Odense",
          "Esbjerg", "Randers", "Vejle", "Horsens", "Kolding", "Herning", "Viborg", "Skive"]


def base(documents, count, path, seed=2026):
    chance = random.Random(seed)
    sentences = [sentence for document in documents
                 for sentence in re.split(r"(?<=[.!?]) ", document["body"]) if len(sentence) > 30]
    titles = [document["title"] for document in documents]
    parts = sorted({word for document in documents for word in LONG.findall(document["body"])
                    if len(word) <= 10})

    def compound(_):
        # Zipf's law, nearly: the cube of a number between 0 and 1 is mostly small.
        first, second = (parts[int(len(parts) * chance.random() ** 3)] for _ in range(2))
        return first + second

    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            body, size = [], 0
            while size < BYTES:
                sentence = LONG.sub(
                    lambda match: compound(match) if chance.random() < 0.06 else match.group(),
                    chance.choice(sentences))
                body.append(sentence)
                size += len(sentence.encode()) + 1
            title = f"{chance.choice(titles)} i {chance.choice(PLACES)}"
            out.write(json.dumps({"id": f"{number}", "title": title, "body": " ".join(body)},
                                 ensure_ascii=False) + "\n")


def keystrokes(queries, path, count=60):
    """Every beginning of some queries, each as a query of its own; nothing is relevant to them."""
    with path.open("w", encoding="utf-8") as out:
        for query in queries[:count]:
            for end in range(1, len(query.text) + 1):
                out.write(f"{query.name}-{end}\t{query.text[:end]}\t-\t-\n")
