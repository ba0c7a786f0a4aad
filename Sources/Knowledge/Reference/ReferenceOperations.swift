public import CRDT

extension ReferenceRecord {
  /// The operations that begin a reference document of an owner.
  public static func creation(for owner: Owner) -> [Operation] {
    [
      .create(kind: DocumentKind.reference.rawValue),
      .assign(.owner, Value(owner.encoded)),
    ]
  }

  /// The operations that make the record as citizens may see it; none where it holds nothing for
  /// them.
  public static func letOut(_ state: DocumentState) -> [Operation] {
    guard let owner = owner(of: state) else { return [] }
    let fields = ReferenceKind.allCases.filter(\.isPublic).map(\.field).sorted()
    let lines = fields.flatMap { field in
      (state.sets[field] ?? []).sorted().map { Operation.add(field, $0) }
    }
    return lines.isEmpty ? [] : creation(for: owner) + lines
  }

  /// Whose record a document is; `nil` for one that does not say.
  public static func owner(of state: DocumentState) -> Owner? {
    state.registers[.owner]?.first?.value.text.flatMap { Owner(encoded: $0) }
  }
}

/// Lines to add to a record and to take from it, as one change.
public struct ReferenceEdit: Sendable {
  /// A line where it is kept: one element of one set.
  public struct Element: Hashable, Sendable {
    public let field: FieldID
    public let value: Value

    public init(field: FieldID, value: Value) {
      self.field = field
      self.value = value
    }

    init(_ line: some ReferenceLine) {
      field = type(of: line).kind.field
      value = line.value
    }
  }

  public private(set) var added: [Element] = []
  public private(set) var removed: [Element] = []

  public init() {}

  public mutating func add(_ line: some ReferenceLine) { added.append(Element(line)) }

  public mutating func remove(_ line: some ReferenceLine) { removed.append(Element(line)) }

  /// Reads rows of a table and adds them all, or none.
  ///
  /// - Throws: `ReferenceTableError` with the number of every row that is wrong.
  public mutating func add(
    _ kind: ReferenceKind, rows: [(number: Int, cells: [String])]
  ) throws(ReferenceTableError) {
    added += try ReferenceEdit.elements(of: kind.type, rows)
  }

  /// Takes rows of a table away.
  public mutating func remove(
    _ kind: ReferenceKind, rows: [(number: Int, cells: [String])]
  ) throws(ReferenceTableError) {
    removed += try ReferenceEdit.elements(of: kind.type, rows)
  }

  private static func elements<Line: ReferenceLine>(
    of type: Line.Type, _ rows: [(number: Int, cells: [String])]
  ) throws(ReferenceTableError) -> [Element] {
    var elements: [Element] = []
    var problems: [ReferenceTableError.Row] = []
    for row in rows {
      do {
        elements.append(Element(try Line(fields: row.cells)))
      } catch {
        problems.append(ReferenceTableError.Row(number: row.number, problem: error))
      }
    }
    guard problems.isEmpty else { throw ReferenceTableError(rows: problems) }
    return elements
  }
}

/// Rows of a table that are wrong, by their numbers. None of the table was taken.
public struct ReferenceTableError: Error, Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public let number: Int
    public let problem: ReferenceProblem
  }

  public let rows: [Row]
}
