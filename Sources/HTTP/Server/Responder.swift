// From a request to an answer, whatever happens on the way.

/// Finds the handler for a request and stands in for it where there is none or it fails. It is the
/// same on the reactor and on the workers.
struct Responder: Sendable {
  let router: Router
  let errorPage: @Sendable (Status, Request?) -> Response
  let log: (@Sendable (LogLine) -> Void)?

  /// Either the answer, or a handler to get it from.
  enum Plan {
    case answer(Response)
    case call(Router.Route, Parameters)
  }

  func plan(for request: Request) -> Plan {
    switch router.resolve(method: request.method, path: request.path) {
    case .route(let route, let parameters):
      return .call(route, parameters)
    case .notFound:
      return .answer(page(.notFound, for: request))
    case .methodNotAllowed(let allowed):
      // RFC 9110 §15.5.6: "MUST generate an Allow header field".
      var response = page(.methodNotAllowed, for: request)
      response.headers.set("Allow", Self.list(allowed))
      return .answer(response)
    case .options(let allowed):
      return .answer(Response(.noContent, headers: ["Allow": Self.list(allowed)]))
    }
  }

  /// Calls a handler. Returns its answer and what to tell the log.
  func call(
    _ route: Router.Route, _ request: Request, _ parameters: Parameters
  ) -> (Response, note: String?) {
    do {
      let response = try route.handler(request, parameters).conditional(for: request)
      guard response.headers.isSound else {
        return (page(.internalServerError, for: request), "a header field was refused")
      }
      return (response, nil)
    } catch let refusal as Refusal {
      return (page(refusal.status, for: request), nil)
    } catch let error as RequestError {
      return (page(error.status, for: request), nil)
    } catch {
      return (page(.internalServerError, for: request), String(describing: error))
    }
  }

  /// The page for a status the server answers with by itself.
  func page(_ status: Status, for request: Request?) -> Response {
    var response = errorPage(status, request)
    if !response.headers.isSound { response = Self.plainPage(status, request) }
    if status == .serviceUnavailable { response.headers.set("Retry-After", "1") }
    return response
  }

  static let plainPage: @Sendable (Status, Request?) -> Response = { status, _ in
    .text("\(status.code) \(status.reason)\n", status: status)
  }

  func tell(
    _ response: Response, to request: Request?, peer: String, since start: Int, note: String? = nil
  ) {
    guard let log else { return }
    log(
      LogLine(
        time: Clock.secondsSince1970(), peer: peer, method: request?.method.rawValue ?? "",
        path: request?.path ?? "", status: response.status, bodyBytes: response.body.count,
        microseconds: Clock.microseconds() - start, note: note))
  }

  private static func list(_ methods: [Method]) -> String {
    methods.map(\.rawValue).joined(separator: ", ")
  }
}
