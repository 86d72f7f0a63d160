"""An entry script: found, checked, and what its run() is to be given."""
import importlib.util
import inspect
import json
import os
import sys
from types import ModuleType
from urllib.parse import parse_qsl

from scoria import _azureml, _schema
from scoria._request import AMLRequest, RawHttp, RequestError, parse_headers

# what run() needs of a request, beside the body
QUERY_OF_GET = 1
WHOLE_REQUEST = 2
HEADERS = 4
CONTENT_TYPE = 8

ACCEPTED = (
    "Accepted: run(data) for the body as a text; run with a named argument for each "
    "@input_schema; @rawhttp and run(request); to any of them request_headers can be added.")


class ScriptError(Exception):
    """The script is not one that can serve: the message says why, and what is accepted."""


class Script:
    """A script that was imported. init() is not called yet."""

    def __init__(self, file):
        self.file = file
        module = _import(file)
        self.init = _function(module, "init", file)
        _function(module, "run", file)
        driver = getattr(module, "driver_module", None)
        behind = isinstance(driver, ModuleType) and hasattr(driver, "run")
        source = driver if behind else module
        self.run = source.run
        batch = getattr(source, "run_batch", None)
        self.run_batch = batch if callable(batch) else None
        self._inspect()

    def _inspect(self):
        parameters = list(inspect.signature(self.run).parameters.values())
        for each in parameters:
            if each.kind not in (each.POSITIONAL_OR_KEYWORD, each.KEYWORD_ONLY):
                raise ScriptError(
                    "%s: run() has %s, which has no name that a request could fill. %s"
                    % (self.file, _kind(each), ACCEPTED))
        if inspect.iscoroutinefunction(self.run):
            raise ScriptError("%s: run() is async. Accepted: def run(...)." % self.file)
        self.wants_headers = any(each.name == "request_headers" for each in parameters)
        self.inputs = [each for each in parameters if each.name != "request_headers"]
        if not self.inputs:
            raise ScriptError("%s: run() takes no argument for the input. %s"
                              % (self.file, ACCEPTED))
        self.decorated = _schema.decorated(self.run)
        if RawHttp.requested and self.decorated:
            raise ScriptError(
                "%s: run() has both @rawhttp and @input_schema or @output_schema. Accepted: "
                "either of them." % self.file)
        self.first = self.inputs[0].name
        self._required = [each.name for each in self.inputs if each.default is each.empty]
        if not self.decorated and any(name != self.first for name in self._required):
            raise ScriptError(
                "%s: run() has more than one argument for the input (%s), and no @input_schema "
                "that says what they are. %s"
                % (self.file, ", ".join(each.name for each in self.inputs), ACCEPTED))

    def form(self):
        """How run() is called, for people."""
        if RawHttp.requested:
            return "run(%s) gets the request, by @rawhttp" % self.first
        if self.decorated:
            return "run(%s) by its schema" % ", ".join(each.name for each in self.inputs)
        return "run(%s) gets the body as a text" % self.first

    def needs(self):
        """What the server sends of each request."""
        if RawHttp.requested:
            return WHOLE_REQUEST | HEADERS
        extra = HEADERS if self.wants_headers else CONTENT_TYPE if self.decorated else 0
        return QUERY_OF_GET | extra

    def arguments(self, method, path, query, headers, body):
        """The arguments of run() by name. Nothing of them refers to the views that are given."""
        if RawHttp.requested:
            found = {self.first: AMLRequest(
                str(method, "latin-1"), str(path, "latin-1"), str(query, "latin-1"),
                parse_headers(str(headers, "latin-1")), bytes(body))}
        elif self.decorated:
            found = self._by_schema(method, query, headers, body)
        elif method == b"GET":
            found = {self.first: json.dumps(_query_values(query))}
        else:
            found = self.text_argument(body)
        if self.wants_headers:
            found["request_headers"] = dict(parse_headers(str(headers, "latin-1")))
        return found

    def takes_text(self):
        """True where run() gets the body as a text, and nothing else, unless it is a GET."""
        return not (RawHttp.requested or self.decorated or self.wants_headers)

    def text_argument(self, body):
        """The argument of run() where takes_text()."""
        try:
            return {self.first: str(body, "utf-8")}
        except UnicodeDecodeError as e:
            raise RequestError(400, "Input cannot be decoded as UTF-8: %s" % e) from None

    def _by_schema(self, method, query, headers, body):
        if method == b"GET":
            values = _query_values(query)
        else:
            values = _json_object(headers, body)
        names = [each.name for each in self.inputs]
        found = {name: values[name] for name in names if name in values}
        for name in self._required:
            if name not in found and name != "request_headers":
                raise RequestError(400, "A value is not provided for the '%s' parameter." % name)
        return found

    def batch_value(self, arguments):
        """What run_batch gets of one call: the one input, or all of them by name."""
        return arguments[self.first] if len(arguments) == 1 else arguments


def _json_object(headers, body):
    content_type = dict(parse_headers(str(headers, "latin-1"))).get("Content-Type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise RequestError(415, "The Content-Type must be application/json.")
    if not len(body):
        raise RequestError(400, "POST body is empty. Expecting a JSON dictionary.")
    try:
        values = json.loads(bytes(body))
    except ValueError as e:
        raise RequestError(400, "POST body is not JSON: %s" % e) from None
    if not isinstance(values, dict):
        raise RequestError(400, "POST body should be a JSON dictionary.")
    return values


def _query_values(query):
    """Each parameter, as JSON where it is JSON; a list where it comes more than once."""
    found = {}
    for name, value in parse_qsl(str(query, "latin-1"), keep_blank_values=True):
        try:
            value = json.loads(value)
        except ValueError:
            pass
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _kind(parameter):
    if parameter.kind is parameter.VAR_POSITIONAL:
        return "*" + parameter.name
    if parameter.kind is parameter.VAR_KEYWORD:
        return "**" + parameter.name
    return "the positional-only argument " + parameter.name


def _function(module, name, file):
    found = getattr(module, name, None)
    if not callable(found):
        raise ScriptError(
            "%s: there is no function %s(). A script has init(), called once, and run(data), "
            "called for each request." % (file, name))
    return found


def _import(file):
    _azureml.install()
    spec = importlib.util.spec_from_file_location("entry_module", file)
    if spec is None:
        raise ScriptError("%s: this is no Python file. Accepted: a file named *.py." % file)
    module = importlib.util.module_from_spec(spec)
    sys.modules["entry_module"] = module
    spec.loader.exec_module(module)
    return module


def set_search_path(file, source_directory, app_root):
    """Has imports look into the script's folders first, and into that of this package last."""
    own = sys.path.pop(0)
    wanted = []
    for folder in (os.path.dirname(file), source_directory, app_root):
        if folder not in wanted:
            wanted.append(folder)
    sys.path[:0] = wanted
    sys.path.append(own)
