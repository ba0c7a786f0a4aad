"""A node that serves the demo's Sorø on loopback for as long as the tests run."""

import os
import socket
import subprocess
import tempfile


class Node:
    def __init__(self, home=None):
        self.home = home or os.path.join(os.environ["VIDEN_PAGES_HOME"], "soroe")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [os.environ["VIDEN"], "serve", "--data", self.home, "--listen", f"127.0.0.1:{self.port}"],
            stdout=subprocess.PIPE, stderr=self.log)
        line = self.process.stdout.readline()
        if not line:
            self.log.seek(0)
            raise RuntimeError(f"the node did not start: {self.log.read().decode()}")

    def dies(self):
        """As when the battery is flat."""
        self.process.kill()
        self.stop()

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()
