"""Restarts servers under load and counts lost requests. Run by scripts/test-restarts."""

import argparse
import collections
import multiprocessing
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

HOST = "127.0.0.1"
BODY = b'{"data": [[5.1, 3.4, 1.5, 0.2]]}'
HEAD = (
    b"POST /score HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Content-Length: " + str(len(BODY)).encode() + b"\r\n"
)
KEPT = HEAD + b"\r\n" + BODY
SINGLE = HEAD + b"Connection: close\r\n\r\n" + BODY
PROCESSES = 2
CLIENTS = {"kept, busy": 4, "kept, at times idle": 4, "new connections": 2}  # of each process
IDLE_S = 3.0  # for which the second kind rests at most
DELAY_MS = 2000  # of the drain behind nginx, whose idle connections may be closed by either side
DIRECT_DELAY_MS = 5000  # as in a container; nobody looks at readiness there, but idle clients are waited for
PROBE_S = 0.5  # between two looks at readiness
LIMIT_S = 900  # for the whole run


class Lost(Exception):
    """A request was sent, and its answer did not come whole, or was not 200."""


class NotYet(Exception):
    """A server that starts answered that it cannot score yet."""


class Connection:
    """One connection of a client that never sends a request twice."""

    def __init__(self, port):
        self.socket = socket.create_connection((HOST, port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def is_open(self):
        """False where the server has closed it while nothing was asked, as clients see before they send."""
        try:
            self.socket.setblocking(False)
            self.socket.recv(1)
            return False
        except BlockingIOError:
            self.socket.settimeout(30)
            return True
        except OSError:
            return False

    def exchange(self, request):
        """Sends, and reads the answer; true where the connection may be used again."""
        try:
            self.socket.sendall(request)
            answer = b""
            while b"\r\n\r\n" not in answer:
                answer += self.part(answer)
            head, body = answer.split(b"\r\n\r\n", 1)
            fields = head.lower().split(b"\r\n")
            length = next(int(f.split(b":")[1]) for f in fields if f.startswith(b"content-length:"))
            while len(body) < length:
                body += self.part(answer)
        except OSError as problem:
            raise Lost(f"{type(problem).__name__} after it was sent") from problem
        if head.startswith(b"HTTP/1.1 503 ") and b'"not_ready"' in body and b"stopping" not in body:
            raise NotYet
        if not head.startswith(b"HTTP/1.1 200 "):
            raise Lost(head.split(b"\r\n")[0].decode("latin-1"))
        return b"connection: close" not in fields

    def part(self, before):
        part = self.socket.recv(65536)
        if not part:
            raise Lost(f"closed after {len(before)} bytes of the answer")
        return part

    def close(self):
        self.socket.close()


class Client(threading.Thread):
    """Sends one request after another, at a rate of its own."""

    def __init__(self, kind, port, rate, end):
        super().__init__(daemon=True)
        self.kind, self.port, self.rate, self.end = kind, port, rate, end
        self.sent = self.answered = self.early = self.unconnected = 0
        self.losses = collections.Counter()

    def run(self):
        connection, due = None, time.monotonic()
        while not self.end.is_set():
            due = max(due + random.expovariate(self.rate), time.monotonic() - 1)
            self.rest(due)
            try:
                if connection is None or not connection.is_open():
                    connection = Connection(self.port)
            except OSError:  # nothing was sent
                self.unconnected += 1
                connection = None
                time.sleep(0.05)
                continue
            self.sent += 1
            connection = self.ask(connection)

    def rest(self, due):
        if self.kind == "kept, at times idle" and random.random() < 0.01:
            time.sleep(random.uniform(0, IDLE_S))
        else:
            time.sleep(max(0, due - time.monotonic()))

    def ask(self, connection):
        single = self.kind == "new connections"
        try:
            again = connection.exchange(SINGLE if single else KEPT) and not single
            self.answered += 1
        except Lost as lost:
            self.losses[f"{time.strftime('%H:%M:%S')} {self.kind}: {lost}"] += 1
            again = False
        except NotYet:  # behind nginx, nobody should meet that server
            self.early += 1
            again = False
            time.sleep(0.05)
        if not again:
            connection.close()
        return connection if again else None


def load(port, rate, end, results):
    """One process of clients."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    count = sum(CLIENTS.values())
    clients = [Client(k, port, rate / count, end) for k, n in CLIENTS.items() for _ in range(n)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    results.put([(c.kind, c.sent, c.answered, c.early, c.unconnected, c.losses) for c in clients])


class Instance:
    """A server on ports that stay the same."""

    def __init__(self, told, folder, name):
        self.told, self.folder, self.name = told, folder, name
        self.port, self.management = free_port(), free_port()
        self.process = None

    def start(self):
        environment = dict(os.environ, HOME=self.folder, SCORIA_STATE_DIR=self.folder)
        command = [self.told.java, "-jar", self.told.jar, "serve", self.told.model, "--auth", "none"]
        command += ["--port", str(self.port), "--management-port", str(self.management)]
        command += ["--calibration-ms", "40", "--drain-delay", f"{self.told.delay}ms"]
        log = open(os.path.join(self.folder, self.name + ".log"), "a")
        self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        log.close()
        while not self.is_ready():
            if self.process.poll() is not None:
                sys.exit(f"server {self.name} ended with {self.process.returncode} at its start")
            time.sleep(0.05)

    def is_ready(self):
        try:
            with socket.create_connection((HOST, self.management), timeout=5) as connection:
                connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n")
                return connection.recv(64).startswith(b"HTTP/1.1 200 ")
        except OSError:
            return False

    def stop(self):
        """By SIGTERM; the seconds that it took."""
        began = time.monotonic()
        self.process.terminate()
        status = self.process.wait(timeout=60)
        if status != 0:
            sys.exit(f"server {self.name} ended with {status}")
        return time.monotonic() - began


class Nginx:
    """Balances over those servers that are ready, as endpoints of Kubernetes do."""

    # A file takes a server out: to read a changed configuration, nginx would close the idle connections
    # of its own clients, whose requests may be on their way.
    CONFIGURATION = """
        daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log warn; {user}
        events {{ worker_connections 1024; }}
        http {{
          access_log off; keepalive_requests 1000000; keepalive_timeout 600s;
          client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
          fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
          upstream both {{ server {a} max_fails=0; server {b} max_fails=0; keepalive 32; }}
          upstream a {{ server {a} max_fails=0; keepalive 32; }}
          upstream b {{ server {b} max_fails=0; keepalive 32; }}
          server {{
            listen {host}:{port};
            location / {{
              set $ready both;
              if (-f {folder}/a.out) {{ set $ready b; }}
              if (-f {folder}/b.out) {{ set $ready a; }}
              proxy_pass http://$ready; proxy_next_upstream off;
              proxy_http_version 1.1; proxy_set_header Connection "";
            }}
          }}
        }}
        """

    def __init__(self, folder, instances):
        self.folder, self.instances, self.port = folder, instances, free_port()
        file = os.path.join(folder, "nginx.conf")
        addresses = {i.name: f"{HOST}:{i.port}" for i in instances}
        user = "user root;" if os.geteuid() == 0 else ""
        with open(file, "w") as out:
            out.write(
                self.CONFIGURATION.format(
                    folder=folder, host=HOST, port=self.port, user=user, **addresses
                )
            )
        self.process = subprocess.Popen(["nginx", "-p", folder, "-c", file, "-e", folder + "/nginx.log"])
        for instance in instances:
            threading.Thread(target=self.follow, args=(instance,), daemon=True).start()

    def flag(self, instance):
        return os.path.join(self.folder, instance.name + ".out")

    def follow(self, instance):
        while True:
            if not instance.is_ready():
                open(self.flag(instance), "w").close()
            elif os.path.exists(self.flag(instance)):
                os.remove(self.flag(instance))
            time.sleep(PROBE_S)

    def await_balanced(self):
        while any(os.path.exists(self.flag(i)) for i in self.instances):
            time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--java", required=True)
    options.add_argument("--jar", required=True)
    options.add_argument("--model", required=True)
    options.add_argument("--direct", action="store_true")
    options.add_argument("--restarts", type=int, default=20)
    options.add_argument("--requests", type=int, default=100_000)
    options.add_argument("--rate", type=float, default=1200, help="requests a second of all clients")
    told = options.parse_args()
    told.delay = DIRECT_DELAY_MS if told.direct else DELAY_MS
    folder = tempfile.mkdtemp()
    names = ["a"] if told.direct else ["a", "b"]
    instances = [Instance(told, folder, name) for name in names]
    nginx = None
    try:
        for instance in instances:
            instance.start()
        if not told.direct:
            nginx = Nginx(folder, instances)
            time.sleep(1)
        results = restart_under_load(told, instances, nginx)
    finally:
        if nginx:
            nginx.stop()
        for instance in instances:
            if instance.process and instance.process.poll() is None:
                instance.process.kill()
                instance.process.wait()
    if not told_of(results, told):
        sys.exit(f"The logs are in {folder}")
    shutil.rmtree(folder)


def restart_under_load(told, instances, nginx):
    """What the clients counted."""
    end, queue = multiprocessing.Event(), multiprocessing.Queue()
    port = nginx.port if nginx else instances[0].port
    began = time.monotonic()
    loads = [
        multiprocessing.Process(target=load, args=(port, told.rate / PROCESSES, end, queue), daemon=True)
        for _ in range(PROCESSES)
    ]
    for process in loads:
        process.start()
    time.sleep(2)
    for turn in range(told.restarts):
        if time.monotonic() - began > LIMIT_S:
            sys.exit(f"{turn} restarts took more than {LIMIT_S} s")
        instance = instances[turn % len(instances)]
        took = instance.stop()
        instance.start()
        if nginx:
            time.sleep(PROBE_S)
            nginx.await_balanced()
        time.sleep(1)
        print(f"restart {turn + 1}: server {instance.name} stopped in {took:.1f} s", flush=True)
    wanted = told.requests / told.rate
    while time.monotonic() - began < wanted * 1.1:  # where restarts were quicker than that
        time.sleep(0.5)
    end.set()
    return [client for _ in loads for client in queue.get(timeout=60)]


def told_of(results, told):
    """Prints what was counted; true where that is what it should be."""
    losses = collections.Counter()
    for kind in CLIENTS:
        of_kind = [r for r in results if r[0] == kind]
        sent, answered, early, unconnected = (sum(r[i] for r in of_kind) for i in (1, 2, 3, 4))
        print(
            f"{kind}: {sent} sent, {answered} answered, {early} told that the server starts,"
            f" {unconnected} times not connected"
        )
        for r in of_kind:
            losses.update(r[5])
    for why, count in sorted(losses.items()):
        print(f"lost {count}: {why}")
    sent, answered, early, unconnected = (sum(r[i] for r in results) for i in (1, 2, 3, 4))
    lost = sent - answered - (early if told.direct else 0)
    print(f"{told.restarts} restarts: {sent} requests sent, {answered} answered, {lost} lost")
    if answered < told.requests:
        print(f"fewer than {told.requests} were answered")
    return lost == 0 and answered >= told.requests and (told.direct or unconnected == 0)


main()
