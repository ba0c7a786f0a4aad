extension Router {
  /// The answer to a request that no socket brought: for a program that asks its own routes.
  ///
  /// - Parameter errorPage: makes the page for a status where no handler answers.
  public func answer(
    _ request: Request, errorPage: @escaping @Sendable (Status, Request?) -> Response
  ) -> Response {
    let responder = Responder(router: self, errorPage: errorPage, log: nil)
    switch responder.plan(for: request) {
    case .answer(let response):
      return response
    case .call(let route, let parameters):
      return responder.call(route, request, parameters).0
    }
  }
}
