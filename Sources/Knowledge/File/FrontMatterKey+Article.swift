/// Between the keys of a file and the fields of an article.
extension FrontMatterKey {
  /// What a file says about an article under this key; nothing where the article says nothing.
  func content(of article: Article, named id: String?) -> FrontMatterContent {
    switch self {
    case .keywords: .list(article.keywords)
    case .legalReferences: .list(article.legalReferences)
    case .links: .list(article.links.map(\.written))
    default: .text(text(of: article, named: id) ?? "")
    }
  }

  private func text(of article: Article, named id: String?) -> String? {
    switch self {
    case .id: article.externalID ?? id
    case .title: article.title
    case .shortAnswer: article.shortAnswer
    case .status: article.status.word.rawValue
    case .withdrawnOn: article.withdrawal?.date.iso
    case .withdrawnBecause: article.withdrawal?.reason
    case .replacedBy: article.withdrawal?.replacement
    case .audience: article.audience.word
    case .subject: article.subject?.number
    case .owner: article.owner?.encoded
    case .validFrom: article.validFrom?.iso
    case .validTo: article.validTo?.iso
    case .lastReviewedOn: article.lastReviewedOn?.iso
    case .reviewIn: article.reviewIn?.description
    case .verifiedBy: article.verifiedBy
    case .keywords, .legalReferences, .links: nil
    }
  }

  /// Where a draft keeps a text of this key; `nil` for lists, and for what has rules of its own.
  private var draftText: WritableKeyPath<ArticleDraft, String?>? {
    switch self {
    case .shortAnswer: \.shortAnswer
    case .status: \.status
    case .withdrawnOn: \.withdrawnOn
    case .withdrawnBecause: \.withdrawnBecause
    case .replacedBy: \.replacedBy
    case .audience: \.audience
    case .subject: \.subject
    case .owner: \.owner
    case .validFrom: \.validFrom
    case .validTo: \.validTo
    case .lastReviewedOn: \.lastReviewedOn
    case .reviewIn: \.reviewIn
    case .verifiedBy: \.verifiedBy
    case .id, .title, .keywords, .legalReferences, .links: nil
    }
  }

  private var draftList: WritableKeyPath<ArticleDraft, [String]?>? {
    switch self {
    case .keywords: \.keywords
    case .legalReferences: \.legalReferences
    case .links: \.links
    default: nil
    }
  }

  fileprivate func put(_ content: FrontMatterContent, into draft: inout ArticleDraft) {
    switch content {
    case .text(let text): if let place = draftText { draft[keyPath: place] = text }
    case .list(let items): if let place = draftList { draft[keyPath: place] = items }
    }
  }
}

extension ArticleDraft {
  /// What a file wants its article to say. A key that the file lacks leaves its field as it is; a
  /// key without a value clears it.
  public init(_ file: ArticleFile) {
    self.init()
    title = file.title
    body = file.body
    externalID = file.externalID
    fileHead = file.head
    for (key, content) in file.contents { key.put(content, into: &self) }
  }
}

extension Article {
  fileprivate var withdrawal: Withdrawal? {
    if case .withdrawn(let withdrawal) = status { withdrawal } else { nil }
  }
}
