internal import CSQLite
internal import DanishText
internal import SQLite

/// Makes FTS5 of one connection know our tokenizer `dansk` and our ranking function `dansk_score`.
///
/// FTS5 hands out its extension interface through a bound pointer (sqlite.org/fts5.html §7); both
/// registrations keep the connection's `SearchContext` alive until FTS5 lets go of it.
enum FTS5Extension {
  static let tokenizerName = "dansk"
  static let scoreName = "dansk_score"

  static func register(_ context: SearchContext, on connection: Connection) throws(SQLiteError) {
    let code = unsafe connection.withHandle { handle in
      guard let api = unsafe extensionInterface(of: handle) else { return SQLITE_ERROR }
      let tokenizerCode = unsafe registerTokenizer(context, api)
      guard tokenizerCode == SQLITE_OK else { return tokenizerCode }
      return unsafe registerScore(context, api)
    }
    guard code == SQLITE_OK else {
      throw SQLiteError(code: code, message: "FTS5 is not to be had", sql: "SELECT fts5(?)")
    }
  }

  private static func extensionInterface(
    of handle: OpaquePointer
  ) -> UnsafeMutablePointer<fts5_api>? {
    var statement: OpaquePointer?
    var api: UnsafeMutablePointer<fts5_api>?
    guard unsafe sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &statement, nil) == SQLITE_OK
    else { return nil }
    defer { unsafe sqlite3_finalize(statement) }
    unsafe withUnsafeMutablePointer(to: &api) { place in
      unsafe sqlite3_bind_pointer(statement, 1, place, "fts5_api_ptr", nil)
      unsafe sqlite3_step(statement)
    }
    return unsafe api
  }

  private static func registerTokenizer(
    _ context: SearchContext, _ api: UnsafeMutablePointer<fts5_api>
  ) -> Int32 {
    var functions = unsafe fts5_tokenizer(
      xCreate: { context, _, _, tokenizer in
        guard let context = unsafe context, let tokenizer = unsafe tokenizer else {
          return SQLITE_MISUSE
        }
        let owner = unsafe Unmanaged<SearchContext>.fromOpaque(context).retain()
        unsafe tokenizer.pointee = OpaquePointer(owner.toOpaque())
        return SQLITE_OK
      },
      xDelete: { tokenizer in
        guard let tokenizer = unsafe tokenizer else { return }
        unsafe Unmanaged<SearchContext>.fromOpaque(UnsafeRawPointer(tokenizer)).release()
      },
      xTokenize: { tokenizer, receiver, flags, text, count, xToken in
        guard let tokenizer = unsafe tokenizer, let xToken = unsafe xToken else {
          return SQLITE_MISUSE
        }
        let context = unsafe Unmanaged<SearchContext>.fromOpaque(UnsafeRawPointer(tokenizer))
        return unsafe context._withUnsafeGuaranteedRef {
          let bytes = unsafe UnsafeRawBufferPointer(start: text, count: Int(count))
          return unsafe FTS5Extension.tokenize(bytes, with: $0, flags, receiver, xToken)
        }
      })
    guard let create = unsafe api.pointee.xCreateTokenizer else { return SQLITE_ERROR }
    let owner = unsafe Unmanaged.passRetained(context).toOpaque()
    return unsafe create(api, tokenizerName, owner, &functions, release)
  }

  private typealias TokenFunction =
    @convention(c) (
      UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>?, Int32, Int32, Int32
    ) -> Int32

  /// A query comes as one finished token; everything else is text.
  private static func tokenize(
    _ bytes: UnsafeRawBufferPointer, with context: SearchContext, _ flags: Int32,
    _ receiver: UnsafeMutableRawPointer?, _ xToken: TokenFunction
  ) -> Int32 {
    if flags & FTS5_TOKENIZE_QUERY != 0, unsafe bytes.first == TokenSpace.raw {
      let token = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self).successor()
      return unsafe xToken(receiver, 0, token, Int32(bytes.count - 1), 0, Int32(bytes.count))
    }
    let text = unsafe bytes.bindMemory(to: UInt8.self).span
    return unsafe context.analyser.analyse(text) { token, isColocated, word in
      unsafe token.withMemoryRebound(to: CChar.self) {
        unsafe xToken(
          receiver, isColocated ? FTS5_TOKEN_COLOCATED : 0, $0.baseAddress, Int32($0.count),
          Int32(truncatingIfNeeded: word.start), Int32(truncatingIfNeeded: word.end))
      }
    }
  }

  private static func registerScore(
    _ context: SearchContext, _ api: UnsafeMutablePointer<fts5_api>
  ) -> Int32 {
    guard let create = unsafe api.pointee.xCreateFunction else { return SQLITE_ERROR }
    let owner = unsafe Unmanaged.passRetained(context).toOpaque()
    return unsafe create(
      api, scoreName, owner,
      { fts, row, result, _, _ in
        guard let fts = unsafe fts, let owner = unsafe fts.pointee.xUserData(row) else { return }
        let context = unsafe Unmanaged<SearchContext>.fromOpaque(owner)
        let score = unsafe context._withUnsafeGuaranteedRef {
          unsafe $0.score(FTS5Row(fts, row))
        }
        unsafe sqlite3_result_double(result, score)
      }, release)
  }

  private static let release: @convention(c) (UnsafeMutableRawPointer?) -> Void = { owner in
    guard let owner = unsafe owner else { return }
    unsafe Unmanaged<SearchContext>.fromOpaque(owner).release()
  }
}
