import HTTP

/// Why a call of the API was refused, as RFC 9457 writes it: for a program in `status` and `errors`,
/// for a person in `title` and `detail`.
struct Problem: Error {
  /// What is wrong with one member of the body or one parameter.
  struct Fault {
    let place: String
    let detail: String
  }

  var status: HTTP.Status
  var detail: String?
  var faults: [Fault] = []

  init(_ status: HTTP.Status, _ detail: String? = nil, faults: [Fault] = []) {
    self.status = status
    self.detail = detail
    self.faults = faults
  }

  static let mediaType = "application/problem+json"

  var response: Response {
    var members = [
      JSON.Member("type", .string("about:blank")), JSON.Member("title", .string(status.reason)),
      JSON.Member("status", .integer(status.code)),
    ]
    if let detail { members.append(JSON.Member("detail", .string(detail))) }
    if !faults.isEmpty {
      let list = faults.map { fault in
        JSON.object(["place": .string(fault.place), "detail": .string(fault.detail)])
      }
      members.append(JSON.Member("errors", .array(list)))
    }
    var response = Response(status, type: Problem.mediaType, body: JSON.object(members).bytes)
    response.headers.set("Cache-Control", "no-store")
    if status == .unauthorized { response.headers.set("WWW-Authenticate", "Bearer") }
    return response
  }
}
