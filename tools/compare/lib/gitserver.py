"""git over smart HTTP: `git http-backend`, the CGI program that git itself ships, behind a small
HTTP/1.1 server on loopback.

It is kind to git: connections are kept alive, answers carry `Content-Length` instead of chunks,
there is no login, and the server adds two short headers of its own.
"""

import contextlib
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from . import commands

BACKEND_SECONDS = 600


@contextlib.contextmanager
def serving(project_root, backend):
    """Serves the repositories in a folder; gives the port."""
    environment = commands.clean({
        "GIT_PROJECT_ROOT": str(project_root), "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
        # The backend lets those push whom the web server has let in.
        "REMOTE_USER": "compare", "REMOTE_ADDR": "127.0.0.1"})
    handler = type("Handler", (_Handler,), {"environment": environment, "backend": str(backend)})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "compare", ""

    def do_GET(self):
        self._answer(b"")

    def do_POST(self):
        if "content-length" not in self.headers:
            self.send_error(411)
            return
        self._answer(self.rfile.read(int(self.headers["content-length"])))

    def _answer(self, body):
        path, _, query = self.path.partition("?")
        variables = {
            "REQUEST_METHOD": self.command, "PATH_INFO": path, "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": self.headers.get("content-type", ""),
            "HTTP_CONTENT_ENCODING": self.headers.get("content-encoding", ""),
            "GIT_PROTOCOL": self.headers.get("git-protocol", "")}
        done = subprocess.run([self.backend], input=body, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=BACKEND_SECONDS,
                              env={**self.environment, **variables}, check=False)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = [line.split(": ", 1) for line in head.decode("latin-1").split("\r\n") if line]
        status = next((value for name, value in fields if name == "Status"), "200 OK")
        self.send_response(int(status.split()[0]))
        for name, value in fields:
            if name not in ("Status", "Content-Length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # the link was broken on purpose
            self.wfile.write(content)

    def log_message(self, *_):
        pass
