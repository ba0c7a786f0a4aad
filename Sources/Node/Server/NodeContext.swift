import Accounts
import HTTP
import Knowledge
import ReplicaStore
import SQLite
import WebUI

/// What every route works with, and the table of them all.
struct NodeContext: Sendable {
  let store: NodeStore
  let configuration: NodeConfiguration
  let readiness = Readiness()
  /// What people call the node, kept for pages that must not need the database.
  let nodeName: String
  let forms: FormGuard
  let accounts: AccountBook
  let metrics: Metrics
  /// How many clients are connected.
  let connections = ConnectionGauge()
  /// What the portal lists, for citizens and for partners.
  let catalogues = Shelf { replica in try PublishedCatalogue(replica, for: .citizen) }
  let partnerCatalogues = Shelf { replica in try PublishedCatalogue(replica, for: .partner) }
  let summaries = Shelf { replica in try replica.summaries() }
  let reviews = Shelf.reviews()
  let conflicts = Shelf.conflicts()
  let grants = Shelf { replica in try LocalGrants(replica) }
  let pages = PageMemory()
  let creations = CreationMemory()
  let wordsInUse = WordsInUse()
  let searches = SearchCounter()
  /// Names what this process counts, so that a copied disk's contacts are told from these.
  let contactSession = UInt64.random(in: .min ... .max)
  let feedback = FeedbackGate()
  let references = ReferenceShelf()
  let links = LinkShelf()
  let subjectPlans = SubjectPlanShelf()
  let news = NewsShelf()

  init(
    _ configuration: NodeConfiguration, store: NodeStore, accounts: AccountBook
  ) throws {
    self.store = store
    self.accounts = accounts
    forms = FormGuard(proxies: configuration.proxies)
    self.configuration = configuration
    metrics = Metrics(startedAt: Int(configuration.now() / 1_000))
    nodeName = try store.read { try $0.identity().name }
  }

  var router: Router {
    var router = Router()
    HealthRoutes(context: self).add(to: &router)
    AssetRoutes(theme: configuration.theme).add(to: &router)
    PortalRoutes(context: self).add(to: &router)
    SearchRoutes(context: self).add(to: &router)
    WordListRoutes(context: self).add(to: &router)
    FeedbackRoutes(context: self).add(to: &router)
    TopicRoutes(context: self).add(to: &router)
    FeedRoutes(context: self).add(to: &router)
    SiteRoutes(context: self).add(to: &router)
    DeskRoutes(context: self).add(to: &router)
    NewsRoutes(context: self).add(to: &router)
    ContactRoutes(context: self).add(to: &router)
    BusRoutes(context: self).add(to: &router)
    ReportRoutes(context: self).add(to: &router)
    ReferenceRoutes(context: self).add(to: &router)
    SubjectPlanRoutes(context: self).add(to: &router)
    EditorRoutes(context: self).add(to: &router)
    DraftRoutes(context: self).add(to: &router)
    HistoryRoutes(context: self).add(to: &router)
    SupplementRoutes(context: self).add(to: &router)
    VersionRoutes(context: self).add(to: &router)
    ApprovalRoutes(context: self).add(to: &router)
    WithdrawalRoutes(context: self).add(to: &router)
    ReviewRoutes(context: self).add(to: &router)
    LinkRoutes(context: self).add(to: &router)
    ChecklistRoutes(context: self).add(to: &router)
    DepartedRoutes(context: self).add(to: &router)
    ConflictRoutes(context: self).add(to: &router)
    SyncRoutes(context: self).add(to: &router)
    LoginRoutes(context: self).add(to: &router)
    AccountRoutes(context: self).add(to: &router)
    PeopleRoutes(context: self).add(to: &router)
    APIRoutes(context: self).add(to: &router)
    if configuration.hasTestRoutes { TestRoutes().add(to: &router) }
    QuarantineRoutes(context: self).add(to: &router)
    return router
  }

  /// A handler whose errors have become statuses.
  func handler(_ body: @escaping Handler) -> Handler {
    { request, parameters in
      do {
        return try body(request, parameters)
      } catch let error as ReplicaError {
        throw error.refusal ?? error
      } catch is ContactProblem {
        throw Refusal(.badRequest)
      } catch let error as AuthorityRefusal {
        return errorAnswer(error, to: request)
      } catch let error as SQLiteError {
        throw error.refusal ?? error
      }
    }
  }
}

extension ReplicaError {
  /// What the error means to who asked; `nil` where it is our own fault.
  fileprivate var refusal: (any Error)? {
    switch self {
    case .unknownArticle, .notAnArticle, .notPublished, .unknownConflict, .unknownPeer,
      .notQuarantined, .unknownGrant, .unknownNode, .unknownChange:
      Refusal(.notFound)
    case .unknownVersion, .notReleasable, .notRedactable: Refusal(.conflict)
    case .noAuthority, .mirrorIsReadOnly: Refusal(.forbidden)
    case .peerExists, .notConfigured, .belongsToBase, .unknownBase, .notEmpty: nil
    }
  }
}

extension SQLiteError {
  fileprivate var refusal: (any Error)? {
    if isBusy { return Refusal(.serviceUnavailable) }
    return isFull ? Refusal(.insufficientStorage) : nil
  }
}
