bind = "127.0.0.1:0"
workers = 1
worker_class = "gthread"  # keeps connections open, which the default class does not
threads = 1
keepalive = 60


def when_ready(server):
    host, port = server.LISTENERS[0].sock.getsockname()
    print(f"READY http://{host}:{port}", flush=True)
