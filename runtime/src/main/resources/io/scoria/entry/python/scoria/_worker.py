"""The process that runs a script: calls come one at a time, and each is answered."""
import gc
import json
import logging
import os
import signal
import struct
import sys
import threading
import time
import traceback
import warnings

from scoria import _frames, _log, _model, _process, _reply, _schema
from scoria._frames import Connection, RUN_HEAD
from scoria._limit import Limit
from scoria._request import RequestError
from scoria._script import Script, ScriptError, set_search_path

_SIMPLE = frozenset((dict, list, str, int, float, bool))


class Call:
    """One call: when its time is up, and what run() is given."""

    __slots__ = ("request_id", "end", "arguments", "refusal")


class Worker:
    """Speaks with the server over one connection, and runs what it says."""

    def __init__(self, path):
        self._main = threading.main_thread()
        self._lock = threading.Lock()
        self._may_ask = True
        self._limit = Limit()
        self._forks = False
        self._is_fork = False
        self._connect(path)
        os.register_at_fork(after_in_child=self._forked)

    def _connect(self, path):
        self._connection = Connection(_process.dial(path))
        log = _process.dial(path)
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
        self._log_socket = log
        self._log = _log.Log(log.fileno())
        self._out = sys.stdout = _log.LineStream(self._log, "print", 1)
        self._err = sys.stderr = _log.LineStream(self._log, "stderr", 2)
        root = logging.getLogger()
        for handler in list(root.handlers):
            if isinstance(handler, _log.LogHandler):
                root.removeHandler(handler)
        root.addHandler(_log.LogHandler(self._log))
        self._watch_server()
        self._send(_frames.HELLO, struct.pack("<I", os.getpid()))

    def _watch_server(self):
        threading.Thread(target=_process.end_with, args=(self._log_socket,), name="scoria-server",
                         daemon=True).start()

    def _forked(self):
        """In a process that the script forked: it answers nothing, and ends with the server."""
        if not self._forks:
            self._is_fork = True
            self._connection.sock.close()
            self._limit.forked()
            self._watch_server()

    def _send(self, kind, payload=b""):
        self._connection.send(kind, payload)

    # --- the script's life

    def load(self):
        """Imports the script and calls its init(). False where it cannot serve; that was told."""
        kind, view = self._connection.receive()
        if kind != _frames.START:
            raise RuntimeError("START was expected, not %d" % kind)
        texts = iter(_frames.texts(view))
        file, app_root, source, self._preload, name, version, prefix = (
            next(texts) for _ in range(7))
        logging.getLogger().setLevel(_log.level())
        _model.Holder.model = _model_of(self, texts)
        set_search_path(file, source, app_root)
        try:
            self._script = Script(file)
            self._script.init()
            self._may_ask = False
            documents = ["", "", ""]
            if self._script.decorated:
                documents = _schema.documents(self._script.run, name, version, prefix)
        except ScriptError as e:
            self._fail_load(0, str(e), "")
        except BaseException as e:  # whatever a script raises, even to end the process
            self._fail_load(1, "%s: %s" % (type(e).__name__, e), traceback.format_exc())
        else:
            script = self._script
            self._takes_text = script.takes_text()
            self._ready = struct.pack("<BB", script.needs(), script.run_batch is not None)
            self._ready += _frames.packed_texts(
                ["Python %d.%d.%d, %s" % (sys.version_info[:3] + (script.form(),))] + documents)
            self._end_lines()
            self._send(_frames.READY, self._ready)
            return True
        return False

    def _fail_load(self, kind, message, trace):
        self._end_lines()
        payload = struct.pack("<B", kind) + _frames.packed_texts([message[-20000:], trace[-60000:]])
        self._send(_frames.LOAD_FAILED, payload)

    def serve(self):
        """Answers calls until the server hangs up."""
        receive = self._connection.receive
        if self._preload:
            receive = self._serve_forks().receive
        while True:
            kind, view = receive()
            if kind == _frames.RUN:
                self._answer(self._read(view))
            elif kind == _frames.RUN_BATCH:
                self._answer_batch(view)
            elif kind != _frames.CLOSE:  # of a stream that had ended
                raise RuntimeError("a call was expected, not %d" % kind)

    def _serve_forks(self):
        """Forks a worker for each FORK. Returns in the child, with its connection."""
        signal.signal(signal.SIGCHLD, _process.reap)
        gc.collect()
        gc.freeze()
        while True:
            kind, view = self._connection.receive()
            worker, path = _frames.texts(view)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._forks = True
                child = os.fork() == 0
                self._forks = False
            if child:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                os.environ["SCORIA_WORKER"] = worker
                self._connection.sock.close()
                self._log_socket.close()
                self._lock = threading.Lock()
                self._limit.forked()
                self._connect(path)
                self._send(_frames.READY, self._ready)
                return self._connection

    # --- calls

    def _read(self, view):
        """The call of a message, apart from it: the message's memory is used again."""
        micros, id_size, method_size, path_size, query_size, headers_size = (
            RUN_HEAD.unpack_from(view))
        call = Call()
        call.end = time.monotonic() + micros / 1e6
        a = RUN_HEAD.size
        b = a + id_size
        call.request_id = str(view[a:b], "latin-1")
        call.refusal = None
        if method_size == 0 and self._takes_text:
            try:
                call.arguments = self._script.text_argument(view[b:])
            except RequestError as refused:
                call.refusal = refused
            return call
        c = b + method_size
        d = c + path_size
        e = d + query_size
        f = e + headers_size
        try:
            call.arguments = self._script.arguments(
                view[b:c], view[c:d], view[d:e], view[e:f], view[f:])
        except RequestError as refused:
            call.refusal = refused
        return call

    def _answer(self, call):
        if call.refusal is not None:
            self._refuse(call.refusal)
            return
        self._log.request_id = call.request_id
        limit = self._limit
        self._may_ask = True
        try:
            try:
                limit.set(call.end)
                started = time.perf_counter_ns()
                result = self._script.run(**call.arguments)
                nanos = time.perf_counter_ns() - started
                if type(result) in _SIMPLE:
                    reply = json.dumps(result).encode("utf-8")
                else:
                    reply = _reply.reply_of(result)
            finally:
                limit.clear()
        except RequestError as e:
            reply = None
            self._finish(self._refuse, e)
        except BaseException:  # sys.exit too: it ends the call, not the worker
            reply = None
            self._finish(self._fail)
        if reply is not None:
            self._finish(self._reply, nanos, reply)
        self._log.request_id = _log.NO_REQUEST

    def _finish(self, say, *what):
        """Ends what run() may ask, and says how it ended."""
        if self._is_fork:
            os._exit(0)  # the process that it was forked from answers
        if self._out._rest or self._err._rest:
            self._end_lines()
        with self._lock:
            self._may_ask = False
        say(*what)

    def _end_lines(self):
        for stream in (self._out, self._err):
            stream.end_line()

    def _reply(self, nanos, reply):
        if type(reply) is bytes:
            if len(reply) > _frames.MAX_PAYLOAD - 8:
                self._too_large(len(reply))
            else:
                self._connection.send_json(nanos, reply)
        elif isinstance(reply, _reply.Whole):
            if len(reply.body) > _frames.MAX_PAYLOAD - 1024 - len(reply.head):
                self._too_large(len(reply.body))
            else:
                self._send_head(_frames.ANSWER, nanos, reply, reply.body)
        else:
            self._send_head(_frames.STREAM, nanos, reply, _reply.piece_bytes(reply.first))
            self._stream(reply)

    def _send_head(self, kind, nanos, reply, body):
        head = _frames.ANSWER_HEAD.pack(nanos, reply.status, len(reply.head))
        self._send(kind, head + reply.head + body)

    def _too_large(self, size):
        self._log.write("E", "run", "run() returned %d bytes, more than a reply can have" % size)
        self._send(_frames.FAILED)

    def _refuse(self, error):
        self._send(_frames.REFUSED,
                   _frames.STATUS.pack(error.code) + str(error).encode("utf-8"))

    def _fail(self):
        """Says that the exception that is handled now ended the call."""
        if self._limit.fired:
            self._log.write("W", "run", "run() was interrupted: its time was up\n"
                            + traceback.format_exc())
            self._send(_frames.INTERRUPTED)
        else:
            self._log.write("E", "run", "run() failed\n" + traceback.format_exc())
            self._send(_frames.FAILED)

    def _stream(self, reply):
        """Gives the pieces that are asked for, until there are no more, or nobody wants them."""
        limit = self._limit
        try:
            while True:
                kind, view = self._connection.receive()
                if kind == _frames.CLOSE:
                    self._close(reply)
                    self._send(_frames.END)
                    return
                micros, = struct.unpack("<Q", view)
                self._may_ask = True
                try:
                    try:
                        limit.set(time.monotonic() + micros / 1e6)
                        piece = _reply.piece_bytes(_reply.next_piece(reply.pieces))
                    finally:
                        limit.clear()
                except BaseException:
                    self._log.write("E", "run", "the stream of run() failed\n"
                                    + traceback.format_exc())
                    self._finish(self._send, _frames.BROKEN)
                    return
                if not piece:
                    self._close(reply)
                self._finish(self._send, _frames.PIECE if piece else _frames.END, piece)
                if not piece:
                    return
        finally:
            self._end_lines()

    def _close(self, reply):
        try:
            reply.close()
        except BaseException:
            self._log.write("E", "run", "the stream of run() failed when it was closed\n"
                            + traceback.format_exc())

    # --- several calls at once

    def _answer_batch(self, view):
        calls, at = [], 0
        while at < len(view):
            size, = _frames.COUNT.unpack_from(view, at)
            at += _frames.COUNT.size
            calls.append(self._read(view[at:at + size]))
            at += size
        good = [call for call in calls if call.refusal is None]
        results = self._run_together(good) if good else []
        if results is None:
            for call in calls:
                self._answer(call)
            return
        nanos, results = results[0] if results else 0, iter(results[1:])
        for call in calls:
            if call.refusal is not None:
                self._refuse(call.refusal)
            else:
                self._log.request_id = call.request_id
                self._answer_part(nanos, next(results))
        self._log.request_id = _log.NO_REQUEST

    def _run_together(self, calls):
        """Nanoseconds and the results; None where the calls are to be run apart."""
        self._may_ask = True
        values = [self._script.batch_value(call.arguments) for call in calls]
        try:
            try:
                self._limit.set(max(call.end for call in calls))
                started = time.perf_counter_ns()
                results = self._script.run_batch(values)
                nanos = time.perf_counter_ns() - started
            finally:
                self._limit.clear()
            if not isinstance(results, list) or len(results) != len(calls):
                raise TypeError("run_batch() must return a list of %d results, one for each call"
                                % len(calls))
            return [nanos] + results
        except BaseException:
            self._log.write("W", "run", "run_batch() failed; its %d calls are run apart\n%s"
                            % (len(calls), traceback.format_exc()))
            return None
        finally:
            self._end_lines()

    def _answer_part(self, nanos, result):
        try:
            reply = _reply.reply_of(result)
            if isinstance(reply, _reply.Streamed):
                reply.close()
                raise TypeError("run_batch() returned a stream: only run() can")
        except BaseException:
            self._limit.fired = False
            self._finish(self._fail)
        else:
            self._finish(self._reply, nanos, reply)

    # --- the model

    def exchange(self, kind, payload, read):
        """Asks the server within a run, and gives what read makes of its answer."""
        main = threading.current_thread() is self._main
        if main:
            self._limit.hold()
        try:
            with self._lock:
                if not self._may_ask:
                    raise _model.ModelError(
                        "The model is called from init() and run(), and while they run.")
                self._send(kind, payload)
                return read(*self._connection.receive())
        finally:
            if main:
                self._limit.release()


def _model_of(worker, texts):
    """The model that the rest of START tells of: name, then inputs and outputs."""
    name = next(texts, None)
    if name is None:
        return None
    inputs, outputs = [
        [_model.TensorSpec(next(texts), next(texts), next(texts))
         for _ in range(int(next(texts)))]
        for _ in range(2)]
    return _model.Model(worker, name, inputs, outputs)


def main(path):
    _process.die_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server's to handle: it ends its workers
    worker = Worker(path)
    try:
        if worker.load():
            worker.serve()
        else:
            worker._connection.receive()  # until the server hangs up
    except (EOFError, ConnectionError):
        pass
