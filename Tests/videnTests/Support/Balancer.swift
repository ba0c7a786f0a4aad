import Foundation
import Glibc
import Testing

/// nginx or HAProxy that lets several nodes answer at one address by turns, as viden-handbook(7) sets
/// them up.
final class Balancer {
  enum Program: String, CaseIterable {
    case nginx = "/usr/sbin/nginx"
    case haproxy = "/usr/sbin/haproxy"

    var isThere: Bool { FileManager.default.isExecutableFile(atPath: rawValue) }
  }

  let port: Int
  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)

  init(_ program: Program, before ports: [Int], at desk: Desk) throws {
    let folder = desk.path + "/balancer"
    port = try Listener(answer: nil).port  // free again
    process.executableURL = URL(fileURLWithPath: program.rawValue)
    switch program {
    case .nginx:
      try desk.write("balancer/conf", Balancer.nginx(folder, port, ports))
      process.arguments = ["-c", folder + "/conf", "-p", folder, "-e", folder + "/error.log"]
    case .haproxy:
      try desk.write("balancer/conf", Balancer.haproxy(port, ports))
      process.arguments = ["-db", "-f", folder + "/conf"]
    }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    let answer = try videnTests.Program.run(
      [
        "--silent", "--retry", "30", "--retry-connrefused", "--retry-delay", "1", "--output",
        "/dev/null", "--write-out", "%{http_code}", "http://127.0.0.1:\(port)/healthz",
      ], of: URL(fileURLWithPath: "/usr/bin/curl"), in: desk.path)
    #expect(answer.out == "200")  // once it listens
  }

  deinit {
    process.terminate()
    if ended.wait(timeout: .now() + 10) == .timedOut { kill(process.processIdentifier, SIGKILL) }
  }

  private static func nginx(_ folder: String, _ port: Int, _ ports: [Int]) -> String {
    """
    daemon off;
    worker_processes 1;
    pid \(folder)/nginx.pid;
    events { worker_connections 64; }
    http {
      access_log off;
      client_body_temp_path \(folder)/body;
      proxy_temp_path \(folder)/proxy;
      fastcgi_temp_path \(folder)/fastcgi;
      uwsgi_temp_path \(folder)/uwsgi;
      scgi_temp_path \(folder)/scgi;
      upstream hubs {
        \(ports.map { "server 127.0.0.1:\($0);" }.joined(separator: " "))
      }
      server {
        listen 127.0.0.1:\(port);
        location / {
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_pass http://hubs;
        }
      }
    }

    """
  }

  private static func haproxy(_ port: Int, _ ports: [Int]) -> String {
    let servers = ports.map { "  server hub\($0) 127.0.0.1:\($0) check inter 200ms" }
    return """
      defaults
        mode http
        timeout connect 5s
        timeout client 65s
        timeout server 120s
        retries 3
        option redispatch
      frontend viden
        bind 127.0.0.1:\(port)
        default_backend hubs
      backend hubs
        balance roundrobin
        option httpchk GET /readyz
      \(servers.joined(separator: "\n"))

      """
  }
}
