import Foundation
import Testing

/// nginx with `tools/nginx.conf` as it is shipped, but for ports and paths, in front of a node.
final class Nginx {
  static let program = "/usr/sbin/nginx"
  let port: Int
  let folder: String
  private let running: RunningProgram

  /// The authority's certificate: for the test the server's own.
  var certificate: String { folder + "/viden.pem" }

  /// Whether a certificate can be trusted for one run of a program only, in a mount namespace of
  /// its own, and nginx and openssl are there.
  static let isPossible: Bool = {
    let tools = [program, "/usr/bin/openssl", "/usr/bin/unshare"]
    guard tools.allSatisfy(FileManager.default.isExecutableFile) else { return false }
    let mount = "mount --bind /etc/hostname \(authorities)"
    let trial = try? Program.run(
      ["--map-root-user", "--mount", "sh", "-c", mount],
      of: URL(fileURLWithPath: "/usr/bin/unshare"), in: NSTemporaryDirectory())
    return trial?.code == 0
  }()

  /// What libcurl trusts on Debian, and update-ca-certificates writes.
  private static let authorities = "/etc/ssl/certs/ca-certificates.crt"

  init(before node: Serving, at desk: Desk) throws {
    folder = desk.path + "/nginx"
    port = try Listener(answer: nil).port  // free again
    try desk.write(
      "nginx/nginx.conf",
      Nginx.configuration(
        in: folder, accessLog: folder + "/access.log",
        """
          gzip on;
          gzip_types application/vnd.fv;
          include \(folder)/site.conf;
        """))
    let made = try Program.run(
      [
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
        "-addext", "subjectAltName=DNS:localhost", "-keyout", folder + "/viden.key", "-out",
        folder + "/viden.pem",
      ], of: URL(fileURLWithPath: "/usr/bin/openssl"), in: desk.path)
    try #require(made.code == 0, "\(made.err)")
    try desk.write("nginx/site.conf", try Nginx.site(at: port, before: node.port, folder))
    running = try Nginx.start(in: folder)
    #expect(try get("/healthz", at: desk).status == 200)  // once it listens
  }

  /// Runs `viden` where nginx's certificate is trusted, as it would be after
  /// update-ca-certificates.
  func trusting(_ words: [String], at desk: Desk) throws -> Program.Outcome {
    let script = "mount --bind \"$0\" \(Nginx.authorities) && exec \"$@\""
    return try Program.run(
      ["--map-root-user", "--mount", "sh", "-c", script, certificate, Program.url.path] + words,
      of: URL(fileURLWithPath: "/usr/bin/unshare"), in: desk.path)
  }

  private static func site(
    at port: Int, before node: Int, _ folder: String
  ) throws -> String {
    let shipped = try String(
      contentsOf: Package.folder.appending(path: "tools/nginx.conf"), encoding: .utf8)
    let changes = [
      ("server 127.0.0.1:8400;", "server 127.0.0.1:\(node);"),
      ("listen 443 ssl;", "listen 127.0.0.1:\(port) ssl;"),
      ("listen [::]:443 ssl;", ""), ("listen 80;", "listen unix:\(folder)/plain.sock;"),
      ("listen [::]:80;", ""), ("/etc/ssl/certs/viden.pem", folder + "/viden.pem"),
      ("/etc/ssl/private/viden.key", folder + "/viden.key"),
    ]
    return changes.reduce(shipped) { text, change in
      #expect(text.contains(change.0), "tools/nginx.conf no longer says \(change.0)")
      return text.replacingOccurrences(of: change.0, with: change.1)
    }
  }

  /// What Debian's own nginx.conf says around a site, with every file in one folder.
  ///
  /// - Parameter opening: what stands before everything else.
  static func configuration(
    in folder: String, opening: String = "", accessLog: String = "off", _ sites: String
  ) -> String {
    """
    \(opening)
    daemon off;
    worker_processes 1;
    pid \(folder)/nginx.pid;
    events { worker_connections 256; }
    http {
      access_log \(accessLog);
      client_body_temp_path \(folder)/body;
      proxy_temp_path \(folder)/proxy;
      fastcgi_temp_path \(folder)/fastcgi;
      uwsgi_temp_path \(folder)/uwsgi;
      scgi_temp_path \(folder)/scgi;
    \(sites)
    }

    """
  }

  /// Runs it with the folder's `nginx.conf`.
  static func start(in folder: String) throws -> RunningProgram {
    try RunningProgram(
      program, ["-c", folder + "/nginx.conf", "-p", folder, "-e", folder + "/error.log"])
  }

  /// One request with curl, which trusts the certificate; gives status and body.
  func get(_ path: String, _ more: String..., at desk: Desk) throws -> (status: Int, body: String) {
    let outcome = try Program.run(
      [
        "--silent", "--show-error", "--cacert", certificate, "--write-out", "\n%{http_code}",
        "--retry", "30", "--retry-connrefused", "--retry-delay", "1",
      ] + more + ["https://localhost:\(port)\(path)"],
      of: URL(fileURLWithPath: "/usr/bin/curl"), in: desk.path)
    let lines = outcome.out.split(separator: "\n", omittingEmptySubsequences: false)
    return (Int(lines.last ?? "") ?? 0, lines.dropLast().joined(separator: "\n"))
  }
}
