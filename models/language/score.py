"""Says which language a text is in.

{"data": ["Where is the station?"]} is answered by
{"result": [{"language": "English", "probability": 0.9876}]}.

A model takes numbers, so a text becomes numbers first: its words are cut into
pieces of one to three letters, each piece falls into one of 2048 buckets by its
hash, and what counts is the share of the pieces that each bucket has got.
"""

import json
from pathlib import Path

import scoria

BUCKETS = 2048
LONGEST_PIECE = 3


def init():
    global languages
    languages = (Path(__file__).parent / "labels.txt").read_text().split()


def run(body):
    texts = json.loads(body)["data"]
    if not texts:
        return {"result": []}
    outputs = scoria.model().run({"shares": [shares(text) for text in texts]})
    return {"result": [best(row) for row in outputs["probabilities"].tolist()]}


def shares(text):
    counts = [0] * BUCKETS
    for word in "".join(c if c.isalpha() else " " for c in text.lower()).split():
        word = f" {word} "
        for start in range(len(word)):
            add_pieces(counts, word[start : start + LONGEST_PIECE])
    total = max(1, sum(counts))
    return [count / total for count in counts]


def add_pieces(counts, letters):
    """Counts each beginning of the letters: of "the" that is "t", "th" and "the"."""
    hash = 2166136261  # FNV-1a of 32 bits; its 11 upper bits name the bucket
    for letter in letters:
        hash = (hash ^ ord(letter)) * 16777619 % 2**32
        counts[hash >> 21] += 1


def best(probabilities):
    probability = max(probabilities)
    language = languages[probabilities.index(probability)]
    return {"language": language, "probability": round(probability, 4)}
