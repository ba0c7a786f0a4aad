/// A page that citizens see, in their language.
///
/// The staff's pages are in Danish alone: it is the language they work in, and that of the texts they
/// write.
public protocol BilingualPage: Page {
  var language: Language { get set }
}

extension BilingualPage {
  public static var isBilingual: Bool { true }

  public func spoken(in language: Language) -> Self {
    var page = self
    page.language = language
    return page
  }
}
