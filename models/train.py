#!/usr/bin/python3
"""Train the sample models and write their folders.

Usage: train.py [iris|digits|all] [--output DIR]

Each model is a small neural network, trained with scikit-learn on data that
scikit-learn brings along, and exported to ONNX. Everything in DIR/iris and
DIR/digits is written by this script, the README.md files included. The saved
ONNX file is read back and checked before the files that describe it are
written. Needs the Debian packages python3-sklearn and python3-onnx.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import sklearn
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_digits, load_iris
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

SEED = 0
HELD_OUT_SHARE = 0.25
OPSET = 13
MINIMUM_ACCURACY = 0.9
MAXIMUM_DIFFERENCE = 1e-5
FAR_OUTSIDE = 1000

README = """\
# {title}

{summary}

- Input: `features`, float32, shape `[rows, {features}]`. {units}
  The scaling of the inputs is part of the model: send the values as they are.
- Output: `probabilities`, float32, shape `[rows, {classes}]`. Each row adds up to 1,
  up to rounding. `labels.txt` names the classes in the order of the columns.
- Network: `features` -> Gemm -> Relu ({hidden} units) -> Gemm -> Softmax ->
  `probabilities`, {parameters} parameters, ONNX opset {opset}.
- Accuracy: {accuracy:.1%} ({correct} of {held_out} rows) on held-out rows, measured with
  `model.onnx` in float32. The other {trained} rows were used for training.
- The right class of the row in `sample-request.json` is `{sample_label}`.

To make this folder again (Debian 12, packages python3-sklearn and python3-onnx):

    models/train.py {name}

This one was made with scikit-learn {sklearn}, numpy {numpy} and onnx {onnx}. The same versions
on the same kind of processor give the same bytes; elsewhere the last digits of the
weights can differ.

## Data

{source}
It comes with scikit-learn, which is under the BSD 3-Clause licence. The description of
the data in scikit-learn states no licence of its own.
"""


@dataclass
class Task:
    """What to train, and the words that describe it."""

    name: str
    title: str
    summary: str
    units: str
    source: str
    hidden: int
    sample_class: int
    labels: list
    rows: np.ndarray
    classes: np.ndarray
    pixel_scale: float = None

    def scaling(self, training_rows):
        """Return (shift, scale): the network learns from (rows - shift) / scale."""
        if self.pixel_scale:
            return np.zeros(training_rows.shape[1]), np.full(training_rows.shape[1], self.pixel_scale)
        return training_rows.mean(axis=0), training_rows.std(axis=0)


def iris():
    data = load_iris()
    return Task(
        name="iris",
        title="Iris",
        summary="Predicts the species of an iris flower from the size of its sepals and petals.",
        units="The columns are sepal length,\n  sepal width, petal length and petal width, in centimetres.",
        source="R. A. Fisher, \"The use of multiple measurements in taxonomic problems\", 1936:\n"
        "150 flowers, 50 of each species. The copy in the UCI Machine Learning Repository has\n"
        "two wrong rows; this one follows Fisher's paper.",
        hidden=16,
        sample_class=0,
        labels=[str(label) for label in data.target_names],
        rows=data.data,
        classes=data.target,
    )


def digits():
    data = load_digits()
    return Task(
        name="digits",
        title="Digits",
        summary="Predicts which digit (0 to 9) a small grey image of a handwritten digit shows.",
        units="The columns are the 64\n  pixels of an 8 x 8 image, row by row from the top left, from 0 (empty) to 16 (full).",
        source="Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak, 1998, UCI Machine\n"
        "Learning Repository: a copy of its test set, 1797 images.",
        hidden=64,
        sample_class=3,
        labels=[str(label) for label in data.target_names],
        rows=data.data.astype(int),
        classes=data.target,
        pixel_scale=16.0,
    )


TASKS = {"iris": iris, "digits": digits}


def fold_scaling(classifier, shift, scale):
    """Return the network's weights and biases, so changed that it takes unscaled rows."""
    (hidden_weight, output_weight), (hidden_bias, output_bias) = classifier.coefs_, classifier.intercepts_
    hidden_weight = hidden_weight / scale[:, np.newaxis]
    hidden_bias = hidden_bias - shift @ hidden_weight
    return {
        "hidden.weight": hidden_weight,
        "hidden.bias": hidden_bias,
        "output.weight": output_weight,
        "output.bias": output_bias,
    }


def onnx_model(name, weights):
    """Build the ONNX model: Gemm, Relu, Gemm, Softmax."""
    features = weights["hidden.weight"].shape[0]
    classes = weights["output.weight"].shape[1]
    graph = helper.make_graph(
        nodes=[
            helper.make_node("Gemm", ["features", "hidden.weight", "hidden.bias"], ["hidden.sum"], "hidden_gemm"),
            helper.make_node("Relu", ["hidden.sum"], ["hidden.active"], "hidden_relu"),
            helper.make_node("Gemm", ["hidden.active", "output.weight", "output.bias"], ["logits"], "output_gemm"),
            helper.make_node("Softmax", ["logits"], ["probabilities"], "output_softmax", axis=1),
        ],
        name=name,
        inputs=[helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", features])],
        outputs=[helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["rows", classes])],
        initializer=[numpy_helper.from_array(value.astype(np.float32), key) for key, value in weights.items()],
    )
    return helper.make_model(graph, producer_name="scoria", opset_imports=[helper.make_opsetid("", OPSET)])


def gemm(rows, weight, bias):
    """Add up in a fixed order, so that a row's result does not depend on the rows beside it."""
    total = np.zeros((len(rows), weight.shape[1]), dtype=np.float32)
    for column, weights in zip(rows.T, weight):
        total += np.outer(column, weights)
    return total + bias


def softmax(values, axis):
    exponentials = np.exp(values - values.max(axis=axis, keepdims=True))
    return exponentials / exponentials.sum(axis=axis, keepdims=True)


OPERATORS = {
    "Gemm": gemm,
    "Relu": lambda values: np.maximum(values, 0),
    "Softmax": softmax,
}


def evaluate(model, rows):
    """Run the graph of an ONNX model node by node, in float32."""
    values = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    values["features"] = np.asarray(rows, dtype=np.float32)
    for node in model.graph.node:
        attributes = {item.name: helper.get_attribute_value(item) for item in node.attribute}
        inputs = [values[name] for name in node.input]
        values[node.output[0]] = OPERATORS[node.op_type](*inputs, **attributes)
    return values["probabilities"]


def request_json(rows):
    return json.dumps({"data": rows.tolist()}) + "\n"


def result_json(probabilities):
    """Write each float32 as the shortest decimal that reads back as the same float32."""
    rows = ("[" + ", ".join(str(value) for value in row) + "]" for row in probabilities)
    return '{"result": [' + ", ".join(rows) + "]}\n"


def golden_requests(rows, classes, sample):
    """Return the golden requests: the sample, one row of each class, and rows far from the data."""
    one_of_each = [np.flatnonzero(classes == value)[0] for value in np.unique(classes)]
    far = np.array([np.zeros(rows.shape[1]), np.full(rows.shape[1], FAR_OUTSIDE)])
    return [sample, rows[one_of_each], far.astype(rows.dtype)]


def make(task, output):
    """Train one model, write it, check it, and write the files that describe it."""
    folder = output / task.name
    golden = folder / "golden"
    golden.mkdir(parents=True, exist_ok=True)

    training_rows, rows, training_classes, classes = train_test_split(
        task.rows, task.classes, test_size=HELD_OUT_SHARE, stratify=task.classes, random_state=SEED
    )
    shift, scale = task.scaling(training_rows)
    classifier = MLPClassifier((task.hidden,), activation="relu", alpha=1.0, max_iter=5000, random_state=SEED)
    print(f"{task.name}: training on {len(training_rows)} rows")
    classifier.fit((training_rows - shift) / scale, training_classes)
    weights = fold_scaling(classifier, shift, scale)

    onnx.save(onnx_model(task.name, weights), folder / "model.onnx")
    model = onnx.load(folder / "model.onnx")
    onnx.checker.check_model(model, full_check=True)

    probabilities = evaluate(model, rows)
    difference = np.abs(probabilities - classifier.predict_proba((rows - shift) / scale)).max()
    correct = int((probabilities.argmax(axis=1) == classes).sum())
    accuracy = correct / len(rows)
    print(f"{task.name}: accuracy {accuracy:.4f} ({correct} of {len(rows)} held-out rows)")
    print(f"{task.name}: largest difference from scikit-learn {difference:.1e}")
    if accuracy < MINIMUM_ACCURACY:
        raise SystemExit(f"{task.name}: the accuracy is under {MINIMUM_ACCURACY}")
    if not difference <= MAXIMUM_DIFFERENCE:
        raise SystemExit(f"{task.name}: the exported model differs from scikit-learn by more than {MAXIMUM_DIFFERENCE}")

    sample = rows[classes == task.sample_class][:1]
    (folder / "sample-request.json").write_text(request_json(sample))
    for number, request in enumerate(golden_requests(rows, classes, sample)):
        (golden / f"{number:03}.request.json").write_text(request_json(request))
        (golden / f"{number:03}.expected.json").write_text(result_json(evaluate(model, request)))
    (folder / "labels.txt").write_text("".join(label + "\n" for label in task.labels))
    (folder / "README.md").write_text(
        README.format(
            name=task.name,
            title=task.title,
            summary=task.summary,
            units=task.units,
            source=task.source,
            features=rows.shape[1],
            classes=len(task.labels),
            hidden=task.hidden,
            parameters=sum(value.size for value in weights.values()),
            opset=OPSET,
            accuracy=accuracy,
            correct=correct,
            held_out=len(rows),
            trained=len(training_rows),
            sample_label=task.labels[task.sample_class],
            sklearn=sklearn.__version__,
            numpy=np.__version__,
            onnx=onnx.__version__,
        )
    )
    print(f"{task.name}: wrote {folder}")


def main():
    parser = argparse.ArgumentParser(description="Train the sample models and write their folders.")
    parser.add_argument("model", nargs="?", default="all", choices=[*TASKS, "all"])
    parser.add_argument("--output", type=Path, default=Path(__file__).resolve().parent, metavar="DIR")
    arguments = parser.parse_args()
    names = TASKS if arguments.model == "all" else [arguments.model]
    # One thread: the order of the sums, and so the last bits, must not depend on the number of cores.
    with threadpool_limits(limits=1):
        for name in names:
            make(TASKS[name](), arguments.output)


if __name__ == "__main__":
    main()
