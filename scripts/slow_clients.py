"""Measures a good client of Scoria beside slowhttptest. Run by scripts/test-slow."""

import argparse
import os
import pwd
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

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
COLD_ATTACKS = 3  # of each mode, not counted: they run code that is not compiled yet
HOST = "127.0.0.1"
ATTACK_SECONDS = 25  # longer than the server bears any of the slow ones
CONNECTING_SECONDS = 4
WINDOW_STARTS_SECONDS = 5.5  # all are connected; slow heads are closed after ten
# What the attack costs the machine, whoever is attacked: the same attack upon another server, which
# keeps who is slow for as long, refuses who has no key, and has a page as long as Scoria's.
NGINX = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log crit; {user}
worker_rlimit_nofile 16384;
events {{ worker_connections 8192; }}
http {{
  access_log off; default_type application/json;
  client_header_timeout 10s; client_body_timeout 10s; send_timeout 10s; keepalive_timeout 15s;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen {host}:{port} backlog=4096;
    root {folder}/pages;
    location /score {{ return 401; }}
  }}
}}
"""


def halves():
    """The processors for the server and its good client, and those for the attack; shared where one is all."""
    usable = sorted(os.sched_getaffinity(0))
    half = (len(usable) + 1) // 2
    return set(usable[:half]), set(usable[half:]) or set(usable)


OURS, THEIRS = halves()  # before this process is bound to the first of them


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
            with socket.create_connection((HOST, port), timeout=30) as connection:
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


def slow(mode, port, connections):
    """Starts slowhttptest."""
    path = "/swagger.json" if mode == "read" else "/score"
    command = ["slowhttptest", MODES[mode]]
    command += ["-c", str(connections), "-r", str(max(1, connections // CONNECTING_SECONDS))]
    command += ["-i", "5", "-l", str(ATTACK_SECONDS), "-u", f"http://{HOST}:{port}{path}", "-v", "0"]
    if mode == "body":
        command += ["-s", "8192", "-x", "10", "-f", "application/json"]
    if mode == "read":
        command += ["-w", "10", "-y", "20", "-n", "5", "-z", "5", "-k", "3"]
    return on(THEIRS, command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def on(processors, command, **options):
    """Starts a process that runs on these processors alone."""
    listed = ",".join(str(number) for number in sorted(processors))
    return subprocess.Popen(["taskset", "--cpu-list", listed, *command], **options)


def sockets(server):
    """How many files the server's process holds open, which beside a few are connections."""
    return len(os.listdir(f"/proc/{server.pid}/fd"))


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def stop(process):
    process.terminate()
    process.wait()


def start_nginx(folder, page):
    """Starts nginx, whose page is as long as the one that slow readers get of Scoria."""
    port = free_port()
    os.mkdir(f"{folder}/pages")
    with open(f"{folder}/pages/swagger.json", "wb") as file:
        file.write(b" " * page)
    os.chmod(folder, 0o755)
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    with open(f"{folder}/nginx.conf", "w") as file:
        file.write(NGINX.format(folder=folder, user=user, host=HOST, port=port))
    command = ["nginx", "-p", folder, "-c", f"{folder}/nginx.conf", "-e", f"{folder}/nginx.log"]
    process = on(THEIRS, command)
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            socket.create_connection((HOST, port)).close()
            return process, port
        except ConnectionRefusedError:
            time.sleep(0.05)
    sys.exit("nginx did not start")


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--java", required=True)
    options.add_argument("--jar", required=True)
    options.add_argument("--model", required=True)
    options.add_argument("--connections", type=int, default=4000)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--seconds", type=float, default=4)
    options.add_argument("--rate", type=float, default=200)
    options.add_argument("--mode", choices=MODES)
    told = options.parse_args()
    # What the attackers themselves need is not the server's to bear.
    apart = "apart from" if OURS.isdisjoint(THEIRS) else "the same as"
    print(
        f"server and good client on {len(OURS)} processors, {apart} the {len(THEIRS)} of the attackers",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, HOME=folder, SCORIA_PRIMARY_KEY=KEY)
        command = [told.java, "-jar", told.jar, "serve", told.model, "--port", "0"]
        command += ["--drain-delay", "0", "--log-format", "text"]
        command += ["--idle-timeout-ms", str(IDLE_MS)]
        server = on(OURS, command, stdout=subprocess.PIPE, text=True, env=environment)
        nginx = None
        try:
            port = port_of(server)
            os.sched_setaffinity(0, OURS)
            with urllib.request.urlopen(f"http://{HOST}:{port}/swagger.json") as answer:
                page = len(answer.read())
            nginx, other = start_nginx(folder, page)
            measure(told, server, port, other)
        finally:
            for process in (server, nginx):
                if process is not None:
                    stop(process)


def port_of(server):
    for line in server.stdout:
        if line.startswith("READY "):
            port = int(line.rsplit(":", 1)[1])
            threading.Thread(target=server.stdout.read, daemon=True).start()
            return port
    sys.exit("the server did not start")


def beside(told, mode, port, attacked):
    """The good client's p99 at a port while another, or the same, is attacked; and the attack."""
    attack = slow(mode, attacked, told.connections)
    time.sleep(WINDOW_STARTS_SECONDS)
    return p99(steady(port, told.rate, told.seconds)), attack


def measure(told, server, port, other):
    steady(port, 5 * told.rate, told.seconds)  # what is compiled later is no one's latency
    worst = 0.0
    for mode in [told.mode] if told.mode else MODES:
        alone, elsewhere, here, most, left, cold = [], [], [], [], [], []
        for _ in range(COLD_ATTACKS):
            late, attack = beside(told, mode, port, port)
            cold.append(late)
            stop(attack)
        for _ in range(told.rounds):
            alone.append(p99(steady(port, told.rate, told.seconds)))
            late, attack = beside(told, mode, port, other)
            elsewhere.append(late)
            stop(attack)
            before = sockets(server)
            late, attack = beside(told, mode, port, port)
            here.append(late)
            most.append(sockets(server) - before)
            attack.wait()
            left.append(sockets(server) - before)
        middle = [statistics.median(values) for values in (alone, elsewhere, here)]
        ratio = middle[2] / middle[0]
        worst = max(worst, ratio)
        held = f"slow ones held after the window {most}, at the end {left}"
        print(
            f"slow {mode}: p99 {middle[0]:.2f} ms alone, {middle[1]:.2f} while nginx is attacked,"
            f" {middle[2]:.2f} while Scoria is: {ratio:.2f} times alone, {middle[2] / middle[1]:.2f} times"
            f" with nginx; windows alone {rounded(alone)}, nginx {rounded(elsewhere)}, Scoria"
            f" {rounded(here)} (before, while cold: {rounded(cold)}); {held}",
            flush=True,
        )
    print(f"at worst {worst:.2f} times alone; the goal is {GOAL} at most")


def rounded(values):
    return [round(value, 2) for value in values]


main()
