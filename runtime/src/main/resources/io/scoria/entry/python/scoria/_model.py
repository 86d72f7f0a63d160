"""The model that the server holds, called from a script: arrays in, arrays out."""
import array
import collections
import struct
import sys

from scoria import _frames

TensorSpec = collections.namedtuple("TensorSpec", "name type shape")

# element type: code of struct, bytes of an element
_TYPES = {
    "float": ("f", 4), "double": ("d", 8), "float16": ("e", 2), "bfloat16": ("H", 2),
    "int8": ("b", 1), "int16": ("h", 2), "int32": ("i", 4), "int64": ("q", 8),
    "uint8": ("B", 1), "uint16": ("H", 2), "uint32": ("I", 4), "uint64": ("Q", 8),
    "bool": ("?", 1), "string": ("", 0),
}
_NUMPY = {
    "float32": "float", "float64": "double", "float16": "float16", "int8": "int8",
    "int16": "int16", "int32": "int32", "int64": "int64", "uint8": "uint8", "uint16": "uint16",
    "uint32": "uint32", "uint64": "uint64", "bool": "bool",
}
_FROM_NUMPY = {name: dtype for dtype, name in _NUMPY.items()}
_HEAD = struct.Struct("<HBB")
_SIZE = struct.Struct("<Q")


class ModelError(Exception):
    """The model did not answer: it failed, or the call's time is up."""


class InvalidInput(ModelError, ValueError):
    """The inputs are not those that the model takes."""


class NoModel(ModelError):
    """The server holds no model."""


class Tensor:
    """A typed array: shape, dtype (the ONNX name of the element type), data (its bytes)."""

    def __init__(self, shape, dtype, data):
        if dtype not in _TYPES:
            raise InvalidInput("%r is no element type; there are %s"
                               % (dtype, ", ".join(sorted(_TYPES))))
        self.shape = tuple(shape)
        self.dtype = dtype
        self.data = memoryview(data).cast("B") if dtype != "string" else data

    def _flat(self):
        if self.dtype == "string":
            return list(self.data)
        code, size = _TYPES[self.dtype]
        values = list(struct.unpack("<%d%s" % (len(self.data) // size, code), self.data))
        if self.dtype == "bfloat16":
            return [struct.unpack("<f", struct.pack("<I", bits << 16))[0] for bits in values]
        return values

    def tolist(self):
        """Nested lists; the one value of a tensor without dimensions."""
        values = self._flat()
        if not self.shape:
            return values[0]
        for size in reversed(self.shape[1:]):
            if size == 0:
                break
            values = [values[at:at + size] for at in range(0, len(values), size)]
        return values

    def __len__(self):
        return self.shape[0]

    def __getitem__(self, index):
        return self.tolist()[index]

    def __repr__(self):
        return "Tensor(shape=%r, dtype=%r)" % (self.shape, self.dtype)


class Model:
    """The model of the server. Calls of several threads take turns."""

    def __init__(self, worker, name, inputs, outputs):
        self._worker = worker
        self.name = name
        self.inputs = inputs
        self.outputs = outputs

    def run(self, inputs):
        """The outputs by name, as NumPy arrays where NumPy is installed, else as Tensor.

        inputs is a dictionary: name to NumPy array, Tensor, array.array or nested lists.
        """
        if not isinstance(inputs, dict):
            raise InvalidInput("inputs is a dictionary of name to array, not "
                               + type(inputs).__name__)
        types = {spec.name: spec.type for spec in self.inputs}
        payload = [struct.pack("<B", len(inputs))]
        for name, value in inputs.items():
            payload += _packed(name, *_typed(name, value, types.get(name)))
        return self._worker.exchange(
            _frames.MODEL_RUN, b"".join(payload), _unpacked_reply)

    def __repr__(self):
        return "Model(%r, inputs=%r, outputs=%r)" % (self.name, self.inputs, self.outputs)


class Holder:
    """What model() gives: set once, by the worker."""

    model = None


def model():
    """The model that the server holds beside the script."""
    if Holder.model is None:
        raise NoModel("The server holds no model: it was started with an entry script alone. "
                      "Name an .onnx model beside it.")
    return Holder.model


def _numpy():
    try:
        import numpy
        return numpy
    except ImportError:
        return None


def _typed(name, value, wanted):
    """Element type, shape and little-endian bytes of a value, or the texts of strings."""
    if isinstance(value, Tensor):
        return value.dtype, value.shape, value.data
    if hasattr(value, "__array_interface__") or hasattr(value, "__array__"):
        return _of_numpy(name, value, wanted)
    if isinstance(value, (array.array, memoryview)):
        return _of_buffer(name, memoryview(value))
    flat, shape = [], []
    _flatten(name, value, 0, shape, flat)
    if wanted is None:
        wanted = "string" if flat and isinstance(flat[0], str) else "float"
    return wanted, shape, _of_values(name, wanted, flat)


def _of_numpy(name, value, wanted):
    numpy = _numpy()
    found = numpy.asarray(value)
    if found.dtype.kind in "OUS":
        texts = [v.decode("utf-8") if isinstance(v, bytes) else str(v) for v in found.ravel()]
        return "string", found.shape, texts
    if wanted in _FROM_NUMPY and _NUMPY.get(found.dtype.name) != wanted:
        meant = numpy.dtype(_FROM_NUMPY[wanted])
        if numpy.can_cast(found.dtype, meant, "same_kind"):  # float64, as NumPy makes of lists
            found = found.astype(meant)
    kind = _NUMPY.get(found.dtype.name)
    if kind is None:
        raise InvalidInput("input '%s' is of NumPy's type %s, which no tensor has"
                           % (name, found.dtype))
    found = found.astype(found.dtype.newbyteorder("<"), copy=False)
    return kind, found.shape, found.tobytes()


def _of_buffer(name, view):
    code, size = view.format.lstrip("@=<"), view.itemsize
    kinds = {"f": "float", "d": "double", "?": "bool", "c": "uint8"}
    if code in kinds:
        kind = kinds[code]
    elif code in "bhilqn":
        kind = "int%d" % (8 * size)
    elif code in "BHILQN":
        kind = "uint%d" % (8 * size)
    else:
        raise InvalidInput("input '%s' has elements of format %r, which no tensor has"
                           % (name, view.format))
    return kind, view.shape, view.tobytes()


def _of_values(name, kind, flat):
    try:
        if kind == "string":
            for each in flat:
                if not isinstance(each, str):
                    raise TypeError("a str is wanted, not " + type(each).__name__)
            return flat
        if kind == "bfloat16":
            raise TypeError("give a Tensor of its bytes")
        code = _TYPES[kind][0]
        if code in "fde":
            flat = [float(each) for each in flat]
        return struct.pack("<%d%s" % (len(flat), code), *flat)
    except (struct.error, TypeError, ValueError, OverflowError) as e:
        raise InvalidInput("input '%s' is of type %s: %s" % (name, kind, e)) from None


def _flatten(name, value, depth, shape, flat):
    if not isinstance(value, (list, tuple)):
        if depth != len(shape):
            raise InvalidInput("input '%s' is ragged: its lists differ in depth" % name)
        flat.append(value)
        return
    if len(shape) == depth:
        if flat:
            raise InvalidInput("input '%s' is ragged: its lists differ in depth" % name)
        shape.append(len(value))
    elif shape[depth] != len(value):
        raise InvalidInput("input '%s' is ragged: lists of %d and %d elements"
                           % (name, shape[depth], len(value)))
    for each in value:
        _flatten(name, each, depth + 1, shape, flat)


def _packed(name, kind, shape, data):
    if kind == "string":
        texts = [text.encode("utf-8") for text in data]
        data = b"".join(_frames.COUNT.pack(len(text)) + text for text in texts)
    spelled, kind = str(name).encode("utf-8"), kind.encode("ascii")
    return [_HEAD.pack(len(spelled), len(kind), len(shape)), spelled, kind,
            struct.pack("<%dq" % len(shape), *shape), _SIZE.pack(len(data)), bytes(data)]


def _unpacked_reply(kind, view):
    if kind == _frames.MODEL_ERROR:
        message = str(view[1:], "utf-8")
        raise (InvalidInput if view[0] == 0 else ModelError)(message)
    outputs, at = {}, 1
    for _ in range(view[0]):
        name_size, kind_size, rank = _HEAD.unpack_from(view, at)
        at += _HEAD.size
        name = str(view[at:at + name_size], "utf-8")
        at += name_size
        element = str(view[at:at + kind_size], "ascii")
        at += kind_size
        shape = struct.unpack_from("<%dq" % rank, view, at)
        at += 8 * rank
        size, = _SIZE.unpack_from(view, at)
        at += 8
        outputs[name] = _array(element, shape, view[at:at + size])
        at += size
    return outputs


def _array(kind, shape, data):
    numpy = _numpy()
    if kind == "string":
        texts, at = [], 0
        while at < len(data):
            size, = _frames.COUNT.unpack_from(data, at)
            texts.append(str(data[at + 4:at + 4 + size], "utf-8"))
            at += 4 + size
        if numpy is None:
            return Tensor(shape, kind, texts)
        return numpy.array(texts, dtype=object).reshape(shape)
    copy = bytearray(data)
    if numpy is None or kind not in _FROM_NUMPY:
        return Tensor(shape, kind, copy)
    dtype = numpy.dtype(_FROM_NUMPY[kind])
    return numpy.frombuffer(copy, dtype=dtype).reshape(shape)


if sys.byteorder != "little":
    raise ImportError("tensors are little-endian, and so must the machine be")
