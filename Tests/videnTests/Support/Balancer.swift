import Foundation
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
  private let running: RunningProgram

  init(_ program: Program, before ports: [Int], at desk: Desk) throws {
    let folder = desk.path + "/balancer"
    port = try Listener(answer: nil).port  // free again
    switch program {
    case .nginx:
      try desk.write("balancer/nginx.conf", Balancer.nginx(folder, port, ports))
      running = try Nginx.start(in: folder)
    case .haproxy:
      try desk.write("balancer/haproxy.conf", Balancer.haproxy(port, ports))
      running = try RunningProgram(program.rawValue, ["-db", "-f", folder + "/haproxy.conf"])
    }
    let status = try HTTPAnswer.firstStatus(of: "http://127.0.0.1:\(port)/healthz", at: desk)
    #expect(status == "200")
  }

  private static func nginx(_ folder: String, _ port: Int, _ ports: [Int]) -> String {
    Nginx.configuration(
      in: folder,
      """
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
      """)
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
