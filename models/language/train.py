#!/usr/bin/python3
"""Train the language models, and write their folders: language and language-java.

Usage: train.py [--dict DIR] [--output DIR]

The texts to learn from are made up: words of Debian's word lists, mixed with the
commonest words of each language, which the lists do not tell from rare ones.
Needs the Debian packages python3-numpy, wamerican, wngerman, wfrench, wspanish,
witalian and wdutch. The word lists themselves are not part of the models.
"""

import argparse
import json
import random
import struct
import sys
import types
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.modules["scoria"] = types.ModuleType("scoria")  # score.py asks for it; training does not
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
import score  # noqa: E402

SEED = 1
TEXTS = 2500  # of each language
HELD_OUT = 400
EPOCHS = 30
MINIMUM_ACCURACY = 0.95

LANGUAGES = {
    "English": ("american-english", """the of and to in a is that it was for on are as with his they at be this
        from have or by one had not but what all were when we there can an your which their said if do will
        each about how up out them then she many some so these would other into has more her two like him
        see time could no make than first been its who now people my made over did down only way find use
        may water long little very after words called just where most know"""),
    "German": ("ngerman", """der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es
        an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war
        haben nur oder aber vor zur bis mehr durch man sein wurde sei wenn ich wir ihr was kann mich mir
        dir hier dort schon immer wieder gegen unter wo warum heute morgen kein keine ja nein gut sehr"""),
    "French": ("french", """de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il
        sont la ou avec son aux cette ses mais on comme nous vous elle je tu lui leur leurs tout tous
        sans être été fait faire même aussi bien où ici très peut deux entre après avant chez cela ces
        quand quoi pourquoi oui non bon bonne jour temps moi toi mon ton ma ta notre votre"""),
    "Spanish": ("spanish", """de la que el en y a los se del las un por con no una su para es al lo como más o pero
        sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy
        años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno
        donde bien tiempo mismo ese ahora cada vida otro después te otros aunque esa eso hace gobierno"""),
    "Italian": ("italian", """di e il la che in a per un è del non con le si da una i sono al dei come nel più anche
        della ha gli su o ma ai se lo alla delle questo mi dal era due ci suo sua cui loro quando molto
        essere stato dove chi io tu lui lei noi voi tutto tutti ancora già solo fatto fare bene senza
        dopo prima perché così qui là sempre mai oggi domani uno ogni altro altri tra fra però quello"""),
    "Dutch": ("dutch", """de van het een en in is dat op te zijn met voor niet aan er om ook als dan maar bij nog
        uit door naar heeft ik je hij ze we was hun tot over wordt worden werd deze die dit geen wel kan
        meer moet zou of al haar veel na mijn zo hebben had onder zich tegen waar wat wie hoe nu hier
        daar toch altijd weer goed jaar tijd mensen onze mij jij u ons alleen tussen omdat"""),
}

SAMPLES = ["Where is the station, and when does the next train leave?", "Morgen wird das Wetter wieder schöner."]
GOLDEN = [
    SAMPLES,
    [
        "She read the whole book in one afternoon.",
        "Ich hätte gern ein Glas Wasser und die Speisekarte.",
        "Nous avons marché toute la journée dans la montagne.",
        "Mañana vamos a la playa con los niños.",
        "La chiave della porta è sul tavolo della cucina.",
        "Het regent al de hele week en de straten zijn nat.",
    ],
    [],
]

README = """\
# {title}

Says which of six languages a text is in: {languages}.
{other}

- Request: `{{"data": ["a text", "another"]}}`; the answer has a language and its probability for
  each text.
- Script: [{script}]({script}) makes numbers of each text, runs the model, and names the best class.
- Input of the model: `shares`, float32, shape `[rows, {buckets}]`: which share of the pieces of a
  text has fallen into each bucket.
- Output of the model: `probabilities`, float32, shape `[rows, {classes}]`, in the order of
  `labels.txt`.
- Network: `shares` -> Gemm -> Softmax -> `probabilities`, {parameters} parameters, ONNX opset 13.
- Accuracy: {accuracy:.1%} of {held_out} made-up texts of 3 to 12 words that it was not trained on.

To make both folders again (Debian 12, packages python3-numpy, wamerican, wngerman, wfrench,
wspanish, witalian and wdutch):

    models/language/train.py

## Data

The texts were made up of words of Debian's lists, whose licences are: wamerican, the permissive
ones of SCOWL; wngerman and wfrench, GPL 2 or later; wspanish, public domain; witalian, GPL 3 or
later; wdutch (OpenTaal), BSD or CC BY 3.0. The lists are not part of the model, which holds sums
over all words and no word.
"""


def made_up_text(words, common, chance):
    return " ".join(chance.choice(common if chance.random() < 0.5 else words) for _ in range(chance.randint(3, 12)))


def made_up_texts(folder):
    """Return the rows and their classes, in an order of chance."""
    chance = random.Random(SEED)
    examples = []
    for label, (name, common) in enumerate(LANGUAGES.values()):
        words = (folder / name).read_text(encoding="utf-8").split()
        texts = (made_up_text(words, common.split(), chance) for _ in range(TEXTS + HELD_OUT))
        examples += [(score.shares(text), label) for text in texts]
    chance.shuffle(examples)
    return np.array([row for row, _ in examples], np.float32), np.array([label for _, label in examples])


def softmax(values):
    exponentials = np.exp(values - values.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def fit(rows, labels, classes, scale=50.0, rate=0.02, batch=100):
    """Logistic regression by Adam (Kingma and Ba, 2015); returns weights and biases."""
    weights = np.zeros((rows.shape[1] + 1, classes), np.float32)
    mean, square, step = np.zeros_like(weights), np.zeros_like(weights), 0
    for _ in range(EPOCHS):
        for start in range(0, len(rows), batch):
            part = np.hstack([rows[start : start + batch] * scale, np.ones((len(rows[start : start + batch]), 1))])
            error = softmax(part @ weights) - np.eye(classes)[labels[start : start + batch]]
            gradient = part.T @ error / len(part) + 1e-4 * weights
            step += 1
            mean = 0.9 * mean + 0.1 * gradient
            square = 0.999 * square + 0.001 * gradient**2
            corrected = mean / (1 - 0.9**step), square / (1 - 0.999**step)
            weights -= (rate * corrected[0] / (np.sqrt(corrected[1]) + 1e-8)).astype(np.float32)
    return (weights[:-1] * scale).astype(np.float32), weights[-1].astype(np.float32)


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def message(*fields):
    """Protocol Buffers: (number, value) pairs; a value is an int, a str, or bytes."""
    out = b""
    for number, value in fields:
        if isinstance(value, int):
            out += varint(number << 3) + varint(value)
        else:
            data = value.encode() if isinstance(value, str) else value
            out += varint(number << 3 | 2) + varint(len(data)) + data
    return out


def onnx_model(weights, biases):
    """The numbers of the fields are those of onnx.proto3."""
    float32 = 1

    def tensor(name, values):
        dims = [(1, size) for size in values.shape]
        return message(*dims, (2, float32), (8, name), (9, struct.pack(f"<{values.size}f", *values.flat)))

    def value_info(name, columns):
        shape = message((1, message((2, "rows"))), (1, message((1, columns))))
        return message((1, name), (2, message((1, message((1, float32), (2, shape))))))

    axis = message((1, "axis"), (3, 1), (20, 2))
    graph = message(
        (1, message((1, "shares"), (1, "weight"), (1, "bias"), (2, "logits"), (3, "gemm"), (4, "Gemm"))),
        (1, message((1, "logits"), (2, "probabilities"), (3, "softmax"), (4, "Softmax"), (5, axis))),
        (2, "language"),
        (5, tensor("weight", weights)),
        (5, tensor("bias", biases)),
        (11, value_info("shares", weights.shape[0])),
        (12, value_info("probabilities", weights.shape[1])),
    )
    return message((1, 7), (2, "scoria"), (7, graph), (8, message((1, ""), (2, 13))))


def write(folder, script, other, title, model, answer, facts):
    golden = folder / "golden"
    golden.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(model)
    (folder / "labels.txt").write_text("".join(language + "\n" for language in LANGUAGES))
    (folder / "sample-request.json").write_text(request_json(SAMPLES))
    for number, texts in enumerate(GOLDEN):
        (golden / f"{number:03}.request.json").write_text(request_json(texts))
        (golden / f"{number:03}.expected.json").write_text(json.dumps({"result": answer(texts)}) + "\n")
    names = list(LANGUAGES)
    languages = ", ".join(names[:-1]) + " or " + names[-1]
    (folder / "README.md").write_text(
        README.format(title=title, script=script, other=other, languages=languages, **facts)
    )


def request_json(texts):
    return json.dumps({"data": texts}, ensure_ascii=False) + "\n"


def main():
    parser = argparse.ArgumentParser(description="Train the language models, and write their folders.")
    parser.add_argument("--dict", type=Path, default=Path("/usr/share/dict"), metavar="DIR")
    parser.add_argument("--output", type=Path, default=HERE.parent, metavar="DIR")
    arguments = parser.parse_args()

    rows, labels = made_up_texts(arguments.dict)
    held_out = HELD_OUT * len(LANGUAGES)
    weights, biases = fit(rows[held_out:], labels[held_out:], len(LANGUAGES))
    correct = (softmax(rows[:held_out] @ weights + biases).argmax(axis=1) == labels[:held_out]).mean()
    print(f"accuracy {correct:.4f} of {held_out} held-out texts")
    if correct < MINIMUM_ACCURACY:
        raise SystemExit(f"the accuracy is under {MINIMUM_ACCURACY}")

    score.languages = list(LANGUAGES)

    def answer(texts):
        shares = np.array([score.shares(text) for text in texts], np.float32).reshape(-1, score.BUCKETS)
        return [score.best(row) for row in softmax(shares @ weights + biases).tolist()]

    facts = dict(
        buckets=score.BUCKETS,
        classes=len(LANGUAGES),
        parameters=weights.size + biases.size,
        accuracy=correct,
        held_out=held_out,
    )
    model = onnx_model(weights, biases)
    in_java = "`../language-java` is the same model with a script in Java."
    in_python = "`../language` is the same model with a script in Python."
    write(arguments.output / "language", "score.py", in_java, "Language", model, answer, facts)
    write(arguments.output / "language-java", "Score.java", in_python, "Language, in Java", model, answer, facts)


if __name__ == "__main__":
    main()
