"""Measures a good client of Scoria beside slowhttptest. Run by scripts/test-slow."""

import argparse
import csv
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

KEY = "good-client-" + secrets.token_hex(16)  # the slow ones have none
BODY = b'{"data": [[5.1, 3.4, 1.5, 0.2]]}'
REQUEST = (
    b"POST /score HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    b"Authorization: Bearer " + KEY.encode() + b"\r\n"
    b"Content-Length: " + str(len(BODY)).encode() + b"\r\n\r\n" + BODY
)
MODES = {"headers": "-H", "body": "-B", "read": "-X"}
CLIENTS = 4  # connections of the good client
IDLE_MS = 15_000
GOAL = 1.2
CONNECTING_SECONDS = 4  # before the window begins; slow heads are closed after ten


def exchange(connection):
    """Scores once; fails where the answer is no score."""
    connection.sendall(REQUEST)
    answer = b""
    while b"\r\n\r\n" not in answer or not answer.endswith(b"}"):
        part = connection.recv(65536)
        if not part:
            raise OSError("the good client was closed")
        answer += part
    if not answer.startswith(b"HTTP/1.1 200 "):
        raise OSError("the good client was refused: " + answer[:60].decode("latin-1"))


def steady(port, rate, seconds):
    """Latencies in seconds from the moment that each request is due, at a rate for all clients."""
    latencies, failures = [], []
    start = time.perf_counter() + 0.05

    def client(number):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for turn in range(int(rate * seconds / CLIENTS)):
                    due = start + (turn * CLIENTS + number) / rate
                    pause = due - time.perf_counter()
                    if pause > 0:
                        time.sleep(pause)
                    exchange(connection)
                    latencies.append(time.perf_counter() - due)
        except OSError as problem:
            failures.append(str(problem))

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        sys.exit("the good client failed: " + failures[0])
    return latencies


def p99(latencies):
    return sorted(latencies)[int(len(latencies) * 0.99)] * 1000


def slow(mode, port, connections, seconds, prefix):
    """Starts slowhttptest, which writes what became of its connections second by second."""
    path = "/swagger.json" if mode == "read" else "/score"
    # At a low priority: what the attackers themselves need is not the server's to bear.
    command = ["nice", "-n", "19", "slowhttptest", MODES[mode]]
    command += ["-c", str(connections), "-r", str(max(1, connections // CONNECTING_SECONDS))]
    command += ["-i", "5", "-l", str(seconds), "-u", f"http://127.0.0.1:{port}{path}"]
    command += ["-g", "-o", prefix, "-v", "0"]
    if mode == "body":
        command += ["-s", "8192", "-x", "10", "-f", "application/json"]
    if mode == "read":
        command += ["-w", "10", "-y", "20", "-n", "5", "-z", "5", "-k", "3"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def fate(prefix):
    """Most that were connected at a time, when the last was closed (None: never), left at the end."""
    with open(prefix + ".csv", newline="") as file:
        rows = [row for row in csv.DictReader(file)]
    seconds = [int(row["Seconds"]) for row in rows]
    connected = [int(row["Connected"]) for row in rows]
    most = max(connected)
    ended = next(
        (s for s, c in zip(seconds, connected) if c == 0 and s > seconds[connected.index(most)]), None
    )
    return most, ended, connected[-1]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--java", required=True)
    options.add_argument("--jar", required=True)
    options.add_argument("--model", required=True)
    options.add_argument("--connections", type=int, default=4000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=5)
    options.add_argument("--rate", type=float, default=200)
    told = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, HOME=folder, SCORIA_PRIMARY_KEY=KEY)
        command = [told.java, "-jar", told.jar, "serve", told.model, "--port", "0"]
        command += ["--drain-delay", "0", "--log-format", "text"]
        command += ["--idle-timeout-ms", str(IDLE_MS)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            measure(told, port_of(server), folder)
        finally:
            server.terminate()
            server.wait()


def port_of(server):
    for line in server.stdout:
        if line.startswith("READY "):
            port = int(line.rsplit(":", 1)[1])
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return port
    sys.exit("the server did not start")


def measure(told, port, folder):
    steady(port, told.rate, told.seconds)  # what is compiled later is no one's latency
    worst = 0.0
    for mode in MODES:
        alone, beside, ends = [], [], []
        for turn in range(told.rounds):
            alone.append(p99(steady(port, told.rate, told.seconds)))
            prefix = os.path.join(folder, f"{mode}{turn}")
            attack = slow(mode, port, told.connections, 30, prefix)
            time.sleep(CONNECTING_SECONDS + 0.5)
            beside.append(p99(steady(port, told.rate, told.seconds)))
            attack.wait()
            ends.append(fate(prefix))
        ratio = statistics.median(beside) / statistics.median(alone)
        worst = max(worst, ratio)
        closed = ", ".join(
            f"{most} connected, " + (f"all closed by second {end}" if end is not None else f"{left} left")
            for most, end, left in ends
        )
        print(
            f"slow {mode}: p99 {statistics.median(alone):.2f} ms alone, {statistics.median(beside):.2f} ms"
            f" beside; ratio {ratio:.2f}; windows alone {[round(v, 2) for v in alone]},"
            f" beside {[round(v, 2) for v in beside]}; {closed}",
            flush=True,
        )
    print(f"worst ratio {worst:.2f}; the goal is {GOAL} at most")


main()
