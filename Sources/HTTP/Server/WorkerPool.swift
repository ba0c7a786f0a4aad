// The threads on which handlers may block, and the bounded queue before them.

internal import Synchronization

/// A request on its way to a worker. The connection stays with the reactor all the while; what the
/// two threads share is this and the finished answer, both values but for two flags.
final class Job: Sendable {
  let connection: ConnectionID
  let request: Request
  let route: Router.Route
  let parameters: Parameters
  let context: AnswerWriter.Context
  let start: Int
  private let isAbandoned = Atomic(false)
  private let hasFallenSilent = Atomic(false)

  init(
    connection: ConnectionID, request: Request, route: Router.Route, parameters: Parameters,
    context: AnswerWriter.Context, start: Int
  ) {
    self.connection = connection
    self.request = request
    self.route = route
    self.parameters = parameters
    self.context = context
    self.start = start
  }

  /// Nobody waits for the answer any more.
  func abandon() { isAbandoned.store(true, ordering: .relaxed) }

  /// The client has ended its sending side. Most that do so are gone, but some, having sent all
  /// they wanted, wait for the answer.
  func fallSilent() { hasFallenSilent.store(true, ordering: .relaxed) }

  /// Whether to spare the handler the work. While the queue is long, a silent client is taken for
  /// one that gave up: a crowd that does must not keep the workers busy for nobody.
  func isMoot(queueIsLong: Bool) -> Bool {
    isAbandoned.load(ordering: .relaxed)
      || (queueIsLong && hasFallenSilent.load(ordering: .relaxed))
  }
}

/// What came of a job; without an answer when it was moot.
struct Completion: Sendable {
  let connection: ConnectionID
  let answer: Answer?
}

/// A fixed number of threads that take jobs from one queue and put answers into one list.
final class WorkerPool: Sendable {
  private struct Queue {
    var jobs: [Job?] = []
    var next = 0
    var isStopped = false
    var count: Int { jobs.count - next }
  }

  private let queue = Mutex(Queue())
  private let queueMax: Int
  private let waiting = Semaphore()
  private let completions = Mutex<[Completion]>([])
  private let responder: Responder
  private let defaults: Headers
  /// Rings when the first answer is put into an empty list.
  private let bell: Bell
  private let threads = Mutex<[Thread]>([])

  init(queueMax: Int, responder: Responder, defaults: Headers, bell: Bell) {
    self.queueMax = queueMax
    self.responder = responder
    self.defaults = defaults
    self.bell = bell
  }

  func start(workers: Int) throws(SystemError) {
    for _ in 0..<workers {
      let thread = try Thread { self.work() }
      threads.withLock { $0.append(thread) }
    }
  }

  /// Lets the threads end once they have done what they have in hand, and waits for it if asked to.
  func stop(waits: Bool) {
    let ended = threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
    queue.withLock { $0.isStopped = true }
    for _ in ended { waiting.signal() }
    for thread in ended { waits ? thread.join() : thread.detach() }
  }

  /// False when the queue is full.
  func submit(_ job: Job) -> Bool {
    let isAccepted = queue.withLock { queue in
      guard queue.count < queueMax else { return false }
      queue.jobs.append(job)
      return true
    }
    if isAccepted { waiting.signal() }
    return isAccepted
  }

  func takeCompletions() -> [Completion] {
    completions.withLock { completions in
      defer { completions = [] }
      return completions
    }
  }

  private func work() {
    var writer = AnswerWriter(defaults: defaults)
    while let (job, queueIsLong) = take() {
      complete(job, job.isMoot(queueIsLong: queueIsLong) ? nil : answer(job, &writer))
    }
  }

  /// The next job; nil when the pool has stopped.
  private func take() -> (Job, queueIsLong: Bool)? {
    while true {
      waiting.wait()
      let taken: (job: Job?, isLong: Bool, isStopped: Bool) = queue.withLock { queue in
        if queue.isStopped { return (nil, false, true) }
        guard queue.next < queue.jobs.count else { return (nil, false, false) }
        let job = queue.jobs[queue.next]
        queue.jobs[queue.next] = nil
        queue.next += 1
        if queue.next == queue.jobs.count || queue.next > queueMax {
          queue.jobs.removeFirst(queue.next)
          queue.next = 0
        }
        return (job, queue.count > queueMax / 4, false)
      }
      if taken.isStopped { return nil }
      if let job = taken.job { return (job, taken.isLong) }
    }
  }

  private func answer(_ job: Job, _ writer: inout AnswerWriter) -> Answer {
    let (response, note) = responder.call(job.route, job.request, job.parameters)
    responder.tell(
      response, to: job.request, peer: job.request.peer, since: job.start, note: note)
    return writer.answer(response, job.context)
  }

  private func complete(_ job: Job, _ answer: Answer?) {
    let isFirst = completions.withLock { completions in
      completions.append(Completion(connection: job.connection, answer: answer))
      return completions.count == 1
    }
    if isFirst { bell.ring() }
  }
}
