import Foundation
import Testing

/// nginx with the core's WebDAV module and dav-ext (PROPFIND), with a password.
final class DAVServer {
  private static let module = "/usr/lib/nginx/modules/ngx_http_dav_ext_module.so"
  let files: String
  private let port: Int
  private let running: RunningProgram

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
    try desk.write("dav/nginx.conf", DAVServer.configuration(folder, port))
    running = try Nginx.start(in: folder)
    #expect(try HTTPAnswer.firstStatus(of: address, at: desk) == "401")
  }

  private static func configuration(_ folder: String, _ port: Int) -> String {
    Nginx.configuration(
      in: folder, opening: "load_module \(module);\nuser \(NSUserName());",
      """
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
      """)
  }
}
