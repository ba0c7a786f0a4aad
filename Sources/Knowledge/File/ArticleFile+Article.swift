/// From an article to its file.
extension ArticleFile {
  /// The article as a file, written over `template`, the head of the file it came from.
  ///
  /// A line of the template that still says what the article says is kept byte for byte; one that
  /// does not is written anew in its place, in the style it had; what the template does not mention
  /// is added in our order. Without a template the file is written from the ground, and an article
  /// that has no external id is called by `id`.
  public init(_ article: Article, template: FileHead?, named id: String? = nil) {
    let matter = template?.usableFrontMatter
    let rewriter = HeadRewriter(
      article: article, template: matter == nil ? nil : template, over: matter, id: id)
    body = article.body
    head = rewriter.head
    frontMatter = rewriter.matter
    contents = [:].merging(
      FrontMatterKey.allCases.map { ($0, $0.content(of: article, named: id)) }
    ) { first, _ in first }
  }
}

extension FileHead {
  /// What the head says, if reading a file with this head would find this head again. A head may
  /// come from anywhere, and one that runs into the body, or half of one, must not be written to a
  /// file.
  fileprivate var usableFrontMatter: FrontMatter? {
    guard !text.isEmpty else { return FrontMatter() }
    let lines = YAML.lines(of: text)
    guard CleanText.firstBadScalar(in: text, allowing: .lines) == nil,
      let end = FrontMatter.closingFence(in: lines), lines.count - end <= 3,
      lines[(end + 1)...].allSatisfy(\.isEmpty)
    else { return nil }
    return try? FrontMatter(head: self)  // why it cannot be read is of no use to anyone
  }
}

/// Writes an article's head over another.
private struct HeadRewriter {
  private let article: Article
  private let template: FileHead?
  private let id: String?
  private(set) var matter: FrontMatter

  init(article: Article, template: FileHead?, over frontMatter: FrontMatter?, id: String?) {
    self.article = article
    self.template = template
    self.id = id
    matter = frontMatter ?? FrontMatter()
    let said = template.flatMap {
      HeadRewriter.article(saidBy: $0, matter, body: article.body)
    }
    for key in FrontMatterKey.allCases {
      let wanted = key.content(of: article, named: id)
      let present = said?.content(of: key) ?? .text("")
      if !wanted.saysTheSame(as: present) { write(wanted, under: key) }
    }
    if matter.entries.isEmpty, HeadRewriter.opensFence(article.body) {
      write(.text(article.title), under: .title)
    }
  }

  /// What a reader of the template alone would take the article to be.
  private static func article(
    saidBy template: FileHead, _ matter: FrontMatter, body: String
  ) -> Article? {
    // A head whose keys cannot be read says nothing.
    guard let file = try? ArticleFile(head: template, body: body, frontMatter: matter) else {
      return nil
    }
    var draft = ArticleDraft(file)
    draft.body = nil  // not in the head, and long
    return DraftReader(draft, on: Article()).article
  }

  private mutating func write(_ content: FrontMatterContent, under key: FrontMatterKey) {
    if content.isEmpty {
      matter.remove(key)
    } else if matter.entry(of: key) != nil {
      matter.rewrite(key, as: content)
    } else if isWelcome(key) {
      matter.insert(key, saying: content)
    }
  }

  /// A file that came without a status or an id goes without one, since neither is the editor's
  /// text; but a reader of the file must learn that an article was withdrawn.
  private func isWelcome(_ key: FrontMatterKey) -> Bool {
    switch key {
    case .status: template == nil || article.status.isWithdrawn
    case .id: template == nil || article.externalID != nil
    default: true
    }
  }

  private static func opensFence(_ body: String) -> Bool {
    FrontMatter.isFence(String(body.prefix { $0 != "\n" }), "---")
  }

  // MARK: - The head as text

  var head: FileHead {
    FileHead(
      text: text, hasByteOrderMark: template?.hasByteOrderMark ?? false,
      hasCarriageReturns: template?.hasCarriageReturns ?? false,
      // A body that ends with a line break would lose it to a file that ends without one.
      lacksFinalNewline: (template?.lacksFinalNewline ?? false) && article.body.utf8.last != 0x0A)
  }

  private var text: String {
    guard let template, !template.text.isEmpty else {
      return matter.entries.isEmpty
        ? "" : (["---"] + matter.lines + ["---", "", ""]).joined(separator: "\n")
    }
    let lines = YAML.lines(of: template.text)
    let end = FrontMatter.closingFence(in: lines) ?? lines.count - 1
    var text = ([lines[0]] + matter.lines + lines[end...]).joined(separator: "\n")
    // Without a blank line of its own the head would take the body's first one.
    if lines.count - end == 2, article.body.utf8.first == 0x0A { text += "\n" }
    return text
  }
}

extension Article {
  fileprivate func content(of key: FrontMatterKey) -> FrontMatterContent {
    key.content(of: self, named: nil)
  }
}
