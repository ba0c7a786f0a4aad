/// What those who work here are told of a copy that nobody has brought up to date for long: what
/// they read may have been changed or withdrawn elsewhere, and what to do about it.
struct StaleNotice {
  let since: LocalMoment

  var markup: Markup {
    """

    <div class="alert alert-warning"><h2>\(Texts.heading) \(since.markup)</h2>
    <p>\(Texts.text) <a href="\(Paths.sync)">\(Texts.link)</a></p></div>
    """
  }

  enum Texts {
    static let heading = "Noden er ikke synkroniseret siden"
    static let text =
      "Svar kan være rettet eller trukket tilbage andre steder. Alt, du skriver, er gemt her."
    static let link = "Se, hvad der er galt, og synkronisér"
  }
}
