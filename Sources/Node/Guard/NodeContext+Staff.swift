import HTTP

/// The faces that are not for the public. There are no logins: they are for whoever sits at this
/// machine, and a form must come from a page of ours.
extension NodeContext {
  typealias StaffHandler =
    @Sendable (Request, Parameters, FormGuard.Session) throws -> Response

  func staff(_ body: @escaping StaffHandler) -> Handler {
    handler { request, parameters in
      guard request.isLocal, request.method.isSafe || request.comesFromOwnPage else {
        throw Refusal(.forbidden)
      }
      let session = forms.session(of: request)
      var response = try body(request, parameters, session)
      if let cookie = session.cookie { response.headers.add("Set-Cookie", cookie) }
      return response
    }
  }
}
