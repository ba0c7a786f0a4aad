import Foundation
import Glibc
import Testing

/// nginx with the core's WebDAV module and dav-ext (PROPFIND), with a password.
final class DAVServer {
  private static let module = "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so"
  let files: String
  private let port: Int
  private let process = Process()
  private let ended = DispatchSemaphore(value: 0)

  var address: String { "http://127.0.0.1:\(port)/viden/" }
  /// Folders of the same server: without WebDAV, for reading only, for very short files only.
  var plain: String { "http://127.0.0.1:\(port)/plain/" }
  var readOnly: String { "http://127.0.0.1:\(port)/readonly/" }
  var small: String { "http://127.0.0.1:\(port)/small/" }

  static let isPossible =
    [Nginx.program, "/usr/bin/openssl", "/usr/bin/curl"].allSatisfy(
      FileManager.default.isExecutableFile) && FileManager.default.fileExists(atPath: module)

  init(at desk: Desk) throws {
    let folder = desk.path + "/dav"
    files = folder + "/files/viden"
    port = try Listener(answer: nil).port  // free again
    for path in [files] + ["plain", "readonly", "small"].map({ folder + "/files/" + $0 }) {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    let hash = try Program.run(
      ["passwd", "-apr1", "hemmelig"], of: URL(fileURLWithPath: "/usr/bin/openssl"), in: desk.path)
    try desk.write("dav/passwords", "node:\(hash.out)")
    try desk.write("dav/nginx.conf", configuration(folder))
    process.executableURL = URL(fileURLWithPath: Nginx.program)
    process.arguments = ["-c", folder + "/nginx.conf", "-p", folder, "-e", folder + "/error.log"]
    process.standardError = FileHandle.nullDevice
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    let answer = try Program.run(
      [
        "--silent", "--retry", "30", "--retry-connrefused", "--retry-delay", "1", "--output",
        "/dev/null", "--write-out", "%{http_code}", address,
      ], of: URL(fileURLWithPath: "/usr/bin/curl"), in: desk.path)
    #expect(answer.out == "401")  // once it listens
  }

  deinit {
    process.terminate()
    if ended.wait(timeout: .now() + 10) == .timedOut { kill(process.processIdentifier, SIGKILL) }
  }

  private func configuration(_ folder: String) -> String {
    """
    load_module \(DAVServer.module);
    daemon off;
    user \(NSUserName());
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
      server {
        listen 127.0.0.1:\(port);
        root \(folder)/files;
        location /viden/ {
          dav_methods PUT DELETE MOVE;
          dav_ext_methods PROPFIND;
          client_max_body_size 2m;
          auth_basic viden;
          auth_basic_user_file \(folder)/passwords;
        }
        location /plain/ { }
        location /readonly/ { dav_ext_methods PROPFIND; }
        location /small/ {
          dav_methods PUT DELETE MOVE;
          dav_ext_methods PROPFIND;
          client_max_body_size 50;
        }
      }
    }

    """
  }
}
