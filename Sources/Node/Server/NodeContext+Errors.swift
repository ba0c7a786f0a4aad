import CRDT
import HTTP
import Knowledge
import WebUI

/// Pages for what goes wrong: what happened, what to do, and the person's own text.
extension NodeContext {
  /// - Parameter request: `nil` for what was refused before it could be read.
  func errorAnswer(_ status: HTTP.Status, to request: Request?) -> Response {
    if let request, NodeContext.isForMachines(request.path) {
      return .text("\(status.code) \(status.reason)\n", status: status)
    }
    if let request, request.path.hasPrefix("/api/") { return Problem(status).response }
    let page = ErrorPage(
      ErrorPage.Reason(status: status.code), keptTexts: KeptText.all(in: request?.form ?? []))
    let site = request.map(bareErrorSite) ?? bareSite(for: Reading())
    // The status stays what it is where the page of its class stands in for it.
    return answer(html: page.html(on: site), status: status.code, .never)
  }

  /// What a person may not do, with what they had written.
  func errorAnswer(_ refusal: AuthorityRefusal, to request: Request) -> Response {
    let page = ErrorPage(
      .forbidden, explanation: refusal.sentence,
      keptTexts: KeptText.all(in: request.form ?? []))
    return answer(html: page.html(on: bareErrorSite(to: request)), status: page.status, .never)
  }

  /// The way to another language leads to the front page: an address that led nowhere is not named.
  private func bareErrorSite(to request: Request) -> Site {
    var reading = Reading(of: request)
    reading.address = Paths.front
    return bareSite(for: reading)
  }

  private static func isForMachines(_ path: String) -> Bool {
    [SyncRoutes.endpoint, HealthRoutes.live, HealthRoutes.ready, HealthRoutes.metrics]
      .contains(path)
  }
}

extension KeptText {
  /// What a person had written, by the names of the fields.
  static func all(in form: [(name: String, value: String)]) -> [KeptText] {
    let fields: [(name: String, label: String)] = [
      (ArticleForm.Field.title.rawValue, FieldLabel.text(.title)),
      (ArticleForm.Field.shortAnswer.rawValue, FieldLabel.text(.shortAnswer)),
      (ArticleForm.Field.body.rawValue, FieldLabel.text(.body)),
      (ArticleForm.Field.keywords.rawValue, FieldLabel.text(.keywords)),
      (ArticleForm.Field.links.rawValue, FieldLabel.text(.links)),
      (ConflictChoice.Field.text.rawValue, FieldLabel.text(.body)),
      (ApprovePage.commentField, FieldLabel.text(.sentBack)),
      (WithdrawForm.Field.reason.rawValue, WithdrawPage.reasonLabel),
    ]
    return fields.compactMap { name, label in
      guard let text = form.first(where: { $0.name == name })?.value else { return nil }
      return KeptText(label: label, text: text)
    }
  }
}
