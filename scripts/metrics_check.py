"""Looks at what monitoring asks for, and loads a server in bursts to see whether its utilisation is the truth.

  metrics_check.py names                 every metric of docker/monitoring is in docs/metrics.md or a rule
  metrics_check.py queries PROMETHEUS    every query of the dashboard is answered by this Prometheus
  metrics_check.py load SCORE PROMETHEUS SECONDS

Used by scripts/test-metrics. Python's own library only; everything goes to the loopback address.
"""

import json
import pathlib
import random
import re
import socket
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
MONITORING = ROOT / "docker" / "monitoring"
NAME = re.compile(r"\b(?:scoria|process|jvm)[:_][a-z0-9_:]+")
MOST_DIFFERENCE = 0.05


def documented():
    text = (ROOT / "docs" / "metrics.md").read_text()
    return set(re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE))


def rules():
    return set(re.findall(r"- record: (\S+)", (MONITORING / "rules.yml").read_text()))


def expressions():
    """Every query of the dashboard, with its panel."""
    dashboard = json.loads((MONITORING / "dashboard.json").read_text())
    found = [(panel["title"], target["expr"]) for panel in dashboard["panels"] for target in panel.get("targets", [])]
    if len(found) < 30:
        sys.exit(f"only {len(found)} queries were found in the dashboard")
    return found


def base(name):
    """A series of a histogram by the name of the histogram."""
    return re.sub(r"_(bucket|sum|count)$", "", name)


def names():
    known = documented() | rules()
    texts = [("rules.yml", re.sub(r"#.*|name: .*", "", (MONITORING / "rules.yml").read_text()))] + expressions()
    wrong = [
        f"{place}: {name}"
        for place, text in texts
        for name in NAME.findall(text)
        if name not in known and base(name) not in known
    ]
    if wrong:
        sys.exit("no such metrics:\n  " + "\n  ".join(wrong))
    print(f"Every metric of {len(texts) - 1} queries of the dashboard and of the rules is documented.")


def ask(prometheus, path, **parameters):
    url = f"{prometheus}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return json.load(answer)["data"]
    except urllib.error.HTTPError as error:
        sys.exit(f"{parameters}: {error.read().decode()}")


def queries(prometheus):
    empty = []
    for panel, expression in expressions():
        query = expression.replace("$__rate_interval", "20s").replace("$job", ".*").replace("$instance", ".*")
        if not ask(prometheus, "query", query=query)["result"]:
            empty.append(panel)
    print("Every query of the dashboard is answered; without a series here (no model, no workers, no refusals):")
    print("  " + ", ".join(sorted(set(empty))))
    needed = {"Requests a second", "Utilisation", "p99 of scored requests", "Utilisation by replica", "Processors"}
    if needed & set(empty):
        sys.exit(f"nothing is shown in {needed & set(empty)}")


def score(address, milliseconds, calls):
    """One call over a connection of its own, noted with its beginning and end."""
    body = str(milliseconds).encode()
    head = f"POST /score HTTP/1.1\r\nHost: t\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with socket.create_connection(address, timeout=30) as connection:
        begin = time.time()
        connection.sendall(head + body)
        first = connection.recv(4096)
        end = time.time()
        if not first.startswith(b"HTTP/1.1 200"):
            sys.exit(f"not scored: {first[:200]}")
        calls.append((begin, end))


def burst(address, random_numbers, calls):
    threads = [
        threading.Thread(target=score, args=(address, random_numbers.randint(100, 400), calls))
        for _ in range(random_numbers.randint(2, 12))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def samples(prometheus, name, seconds):
    (series,) = ask(prometheus, "query", query=f"{name}[{seconds}s]")["result"]
    return [(float(at), float(value)) for at, value in series["values"]]


def truth(calls, begin, end):
    """The integral of the calls in flight between two moments, in call-seconds."""
    return sum(max(0.0, min(e, end) - max(b, begin)) for b, e in calls)


def load(score_url, prometheus, seconds):
    url = urllib.parse.urlsplit(score_url)
    random_numbers = random.Random(20)
    calls = []
    ends = time.time() + seconds
    while time.time() < ends:
        burst((url.hostname, url.port), random_numbers, calls)
        time.sleep(random_numbers.uniform(0.05, 1.2))
    time.sleep(3)  # one more scrape
    utilization = samples(prometheus, "scoria_utilization", seconds + 3)
    busy = samples(prometheus, "scoria_busy_seconds_total", seconds + 3)
    capacity = samples(prometheus, "scoria_capacity", seconds + 3)[-1][1]
    begin, end = utilization[0][0], utilization[-1][0]
    span = end - begin
    true_value = truth(calls, begin, end) / span / capacity
    by_gauge = sum(u * (at - before) for (before, _), (at, u) in zip(utilization, utilization[1:])) / span
    by_counter = (busy[-1][1] - busy[0][1]) / span / capacity
    peak = max(u for _, u in utilization[1:])
    print(f"{len(calls)} calls of 0.1 to 0.4 s in bursts, capacity {capacity:.0f}, {len(utilization)} scrapes in {span:.0f} s")
    print(f"utilisation: truth {true_value:.4f}; greatest of one scrape {peak:.2f}")
    failed = len(utilization) < seconds / 4
    for name, reported in (("scoria_utilization", by_gauge), ("scoria_busy_seconds_total", by_counter)):
        difference = reported / true_value - 1
        print(f"  by {name}: {reported:.4f}, difference {difference:+.2%}")
        failed |= abs(difference) > MOST_DIFFERENCE
    if failed:
        sys.exit("the utilisation is not within 5 % of the truth")


def main(what, *arguments):
    if what == "names":
        names()
    elif what == "queries":
        queries(arguments[0])
    elif what == "load":
        load(arguments[0], arguments[1], int(arguments[2]))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))
