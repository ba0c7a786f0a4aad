import WebUI

/// Every page in the states it can take, with one text in every place where a text can stand.
struct SamplePages {
  let text: String

  let moment = LocalMoment(year: 2026, month: 3, day: 12, hour: 9, minute: 5)
  let day = CalendarDay(year: 2026, month: 3, day: 12)

  var site: Site {
    Site(
      nodeName: text, version: text, openConflicts: 2, connection: .synced(moment, waiting: 3),
      offersLogin: true,
      contact: contact, staleSince: moment)
  }

  var contact: Site.Contact {
    let ten = OpeningStanding.ClockTime(hour: 10, minute: 0)
    let standings: [OpeningStanding] = [
      .open(until: ten), .closed(opens: nil), .closed(opens: .init(.tomorrow, ten)),
      .closed(opens: .init(.today, ten)), .closed(opens: .init(.weekday(3), ten)),
      .closed(opens: .init(.later(day), ten)),
    ]
    let days = [
      Site.Day(date: day, weekday: 4, intervals: [.init(ten, ten), .init(ten, ten)], reason: text),
      Site.Day(date: day, weekday: 5, intervals: [], reason: nil),
    ]
    let hours = standings.flatMap { standing in
      [Site.Hours.Way.phone, .visit, .chat].map { way in
        Site.Hours(way: way, standing: standing, days: days)
      }
    }
    return Site.Contact(
      municipality: text, phone: text, mail: text,
      departments: [Site.Department(name: text, phones: [text], hours: hours)])
  }

  var all: [any Page] {
    portal + desk + news + editor + supplements + reviews + versions + withdrawals + conflicts
      + sync
      + login
      + ErrorPage.Reason.allCases.map {
        ErrorPage($0, requestID: text, keptTexts: [KeptText(label: text, text: text)])
      }
  }

  // MARK: Portal

  var link: AnswerLink { AnswerLink(id: "00c0ffee00c0ffee-1", title: text) }
  var subject: Subject { Subject(number: "23.05.00", name: text, count: 1_214) }

  var hit: SearchHit {
    SearchHit(
      id: text, title: [MarkedSegment(text), MarkedSegment(text, isMatch: true)],
      snippet: [MarkedSegment(text, isMatch: true)], subject: text, state: .draft)
  }

  var answer: AnswerPage {
    AnswerPage(
      id: text, title: text, shortAnswer: text,
      body: "# \(text)\n\n# B\n\n# C\n\n# D\n\n\(text)\n\n| \(text) | b |\n|---|---|\n| a | b |",
      links: [AnswerPage.SelfServiceLink(title: text, address: text)], keywords: [text],
      subject: subject, owner: text, legalReferences: [text], approvedOn: day, reviewedOn: day,
      isEditable: true)
  }

  var withdrawnAnswer: AnswerPage {
    var page = answer
    page.withdrawal = AnswerPage.Withdrawal(reason: text, date: day, replacement: link)
    return page
  }

  private var portal: [any Page] {
    let group = TopicsPage.Group(key: text, name: text, count: 2)
    return [
      FrontPage(mostRead: [link], subjects: [subject], answerCount: 1),
      FrontPage(mostRead: [], subjects: [], answerCount: 0),
      SearchPage(
        query: text, hits: [hit], total: 40, suggestions: [text], pageNumber: 2, hasNextPage: true),
      SearchPage(query: text, hits: [], total: 0, suggestions: [text], mostRead: [link]),
      SearchPage(query: "", hits: [], total: 0),
      answer, withdrawnAnswer, FeedbackPage(id: text, title: text, answer: .helped),
      FeedbackPage(id: text, title: text, answer: .didNotHelp),
      FeedbackPage(id: text, title: text, answer: .didNotWork),
      MunicipalityPage(code: "0340", all: [("0340", text), ("0330", text)], target: text),
      AccessibilityPage(ownStatement: text),
      AboutPage(replica: text, answerCount: 1_204, changeCount: 2),
      TopicsPage(order: .subject, groups: [group]),
      TopicsPage(order: .subject, groups: []),
      TopicsPage(order: .subject, groups: [group], selected: group, answers: [link]),
      TopicsPage(order: .letter, groups: [group], selected: group),
      TopicsPage(
        order: .letter, groups: [group], selected: group, answers: [link], pageNumber: 2,
        hasNextPage: true),
    ]
  }

  // MARK: Editor

  var form: ArticleForm {
    var form = ArticleForm()
    form.title = text
    form.shortAnswer = text
    form.body = text
    form.subject = text
    form.keywords = text
    form.links = text
    form.initials = text
    return form
  }

  private var allProblems: [ArticleForm.Problem] {
    [
      .init(.title, .missing), .init(.shortAnswer, .tooLong(charactersMax: 600)),
      .init(.body, .tooLong(charactersMax: 1_000)), .init(.subject, .notASubjectNumber),
      .init(.keywords, .missing), .init(.links, .notALink(line: 2)), .init(.initials, .missing),
    ]
  }

  private var diffs: [FieldDiff] {
    [
      FieldDiff(
        field: text,
        segments: [
          DiffSegment(.same, text), DiffSegment(.deleted, text), DiffSegment(.inserted, text),
        ])
    ]
  }

  private var sentBack: ApproverAnswer {
    ApproverAnswer(comment: text, author: text, moment: moment)
  }

  private var reach: WithdrawalReach {
    WithdrawalReach(
      peers: [
        WithdrawalReach.Node(name: text, isConfirmed: true, lastEqual: moment),
        WithdrawalReach.Node(name: text, isConfirmed: false),
      ], others: [WithdrawalReach.Node(name: text, isConfirmed: true)])
  }

  private var editor: [any Page] {
    let row = ArticleListPage.Row(
      id: text, title: text, subject: text, state: .approvedWithPending(changes: 2), conflicts: 1,
      isSentBack: true, changedAt: moment, changedBy: text,
      approved: ApprovalNote(day: day, by: text))
    let entry = HistoryPage.Entry(
      version: text, kind: .edited, author: text, place: text, time: moment, mergedVersions: 2,
      isShownToReaders: true, diffs: diffs)
    let notice = Notice.mergedWithConflicts(changes: 2, conflicts: 1)
    return [
      ArticleListPage(
        rows: [row], query: text, total: 10_234, openConflicts: 2, pageNumber: 2,
        hasNextPage: true, notice: .created),
      ArticleListPage(rows: [], query: text, total: 0, openConflicts: 0),
      FeedbackListPage(rows: [], days: 90),
      FeedbackListPage(
        rows: [
          .init(
            id: text, title: text, helped: 1_204, didNotHelp: 2,
            reasons: [.init(.didNotWork, times: 2)])
        ], days: 90),
      ArticleListPage(rows: [], view: .waiting, total: 0, openConflicts: 0),
      ArticleListPage(
        rows: [], view: .sentBack, sentBack: 2, drafts: 1, total: 0, openConflicts: 0),
      EditPage(
        id: text, form: form, baseVersion: text, token: text,
        state: .approvedWithPending(changes: 2), approved: ApprovalNote(day: day, by: text),
        answer: sentBack),
      EditPage(
        id: text, form: form, baseVersion: text, token: text, state: .withdrawn,
        withdrawal: WithdrawalNote(reason: text, day: day, reach: reach)),
      EditPage(id: nil, form: ArticleForm(), baseVersion: "", token: text),
      EditPage(
        id: nil, form: form, baseVersion: "ny-1", token: text, subjects: [subject],
        showsPreview: true,
        advice: AdviceList(
          readability: text,
          items: (1...8).map { AdviceList.Item(field: text, line: $0, text: text) }),
        draft: .shown(moment), templates: [EditPage.Template(name: text, label: text)],
        keywords: [text]),
      EditPage(
        id: text, form: form, baseVersion: text, token: text, draft: .hidden(moment)),
      EditPage(id: text, form: form, baseVersion: text, token: text, draft: .shown(moment)),
      DraftListPage(rows: [], token: text),
      DraftListPage(
        rows: [
          DraftListPage.Row(name: text, title: text, isNew: true, keptAt: moment),
          DraftListPage.Row(name: text, title: text, isNew: false, keptAt: moment),
        ], token: text, notice: .draftDropped),
      EditPage(
        id: text, form: form, baseVersion: text, token: text, state: .inReview, conflicts: 1,
        isSupplement: true,
        subjects: [subject], showsPreview: true),
      EditPage(id: text, form: form, baseVersion: text, token: text, problems: allProblems),
      EditPage(id: text, form: form, baseVersion: text, token: text, notice: notice),
      HistoryPage(
        id: text, title: text, entries: [entry, entry], olderPath: text, notice: .approved),
      ApprovePage(
        id: text, title: text, diffs: diffs, approvedOn: day, version: text, token: text,
        initials: text, problems: [.init(.initials, .missing)]),
      ApprovePage(
        id: text, title: text, diffs: diffs, approvedOn: nil, version: text, token: text,
        obstacle: .openConflicts(2)),
      ApprovePage(
        id: text, title: text, diffs: diffs, approvedOn: nil, version: text, token: text,
        obstacle: .ownText, comment: text, commentProblem: .missing, answer: sentBack),
      ApprovePage(
        id: text, title: text, diffs: diffs, approvedOn: nil, version: text, token: text,
        commentProblem: .missingInitials),
      HistoryPage(
        id: text, title: text,
        entries: [
          HistoryPage.Entry(
            version: text, kind: .sentBack(comment: text), author: text, place: text,
            time: moment, diffs: [])
        ]),
    ]
  }

  private var versions: [any Page] {
    let occasions: [VersionPage.Occasion] = [
      .version(author: text, place: text, time: moment), .day(day, .nothing),
      .day(day, .approved(by: text, moment)), .day(day, .withdrawn(by: text, moment)),
    ]
    let side = ComparisonPage.Side(version: text, author: text, place: text, time: moment)
    return occasions.map {
      VersionPage(
        id: text, title: text, form: form, occasion: $0, version: text,
        restoring: .init(token: text, initials: text, problems: [.init(.initials, .missing)]))
    } + [
      ComparisonPage(id: text, title: text, older: side, newer: side, diffs: diffs),
      ComparisonPage(id: text, title: text, older: side, newer: side, diffs: []),
    ]
  }

  private var desk: [any Page] {
    let caller = CallerChoice(code: "0340", name: text, all: [("0340", text), ("0330", text)])
    let hits = [true, false].map {
      DeskPage.Hit(id: text, title: [MarkedSegment(text)], shortAnswer: text, isInternal: $0)
    }
    return [
      DeskPage(query: "", hits: [], caller: caller),
      DeskPage(query: text, hits: [], caller: caller),
      DeskPage(query: text, hits: hits, caller: caller),
    ]
      + [true, false].map {
        DeskAnswerPage(
          id: text, title: text, shortAnswer: text, body: text,
          links: [AnswerPage.SelfServiceLink(title: text, address: text)],
          supplements: [
            .init(owner: text, section: "", placement: .after, body: text, isOutdated: false)
          ], isInternal: $0, approvedOn: day, caller: caller,
          directory: DeskDirectory(
            municipality: text,
            rows: [.init(department: text, phones: [text], hours: [text])], onDuty: text),
          isEditable: !$0)
      }
  }

  private var supplements: [any Page] {
    let place = SupplementPlace(.instead, section: text)
    let row = SupplementListPage.Row(
      id: text, owner: text, place: place, state: .approved, isOutdated: true)
    var form = SupplementForm()
    form.municipality = "0340"
    form.section = text
    form.text = text
    form.initials = text
    var answered = answer
    let placements: [MarkdownInsertion.Placement] = [.before, .after, .instead]
    answered.supplements = placements.flatMap { placement in
      ["", text, "C"].map {
        AnswerPage.Supplement(
          owner: text, section: $0, placement: placement, body: "# B\n\n\(text)", isOutdated: true)
      }
    }
    return [
      answered,
      SupplementListPage(
        id: text, title: text,
        rows: [
          row,
          .init(
            id: text, owner: text, place: SupplementPlace(.before, section: ""), state: .draft,
            isOutdated: false),
        ]),
      SupplementListPage(id: text, title: text, rows: []),
      NewSupplementPage(
        id: text, title: text, sections: [text], municipalities: [("0340", text)], form: form,
        formName: text, token: text,
        problems: [.missingText, .unknownMunicipality, .unknownSection, .missingInitials]),
      ThreeWayPage(
        id: text, owner: text, place: place, baseID: text, baseTitle: text, change: diffs,
        isGone: false, text: text, token: text, problems: [.init(.initials, .missing)]),
      ThreeWayPage(
        id: text, owner: text, place: place, baseID: text, baseTitle: text, change: [],
        isGone: true, text: text, token: text),
      ThreeWayPage(
        id: text, owner: text, place: place, baseID: text, baseTitle: text, change: [],
        isGone: false, text: text, token: text),
    ]
  }

  private var reviews: [any Page] {
    let states: [ReviewState] = [
      .never, .verified(until: nil), .verified(until: day), .due(since: day),
    ]
    let rows = states.map {
      ReviewListPage.Row(
        id: text, title: text, owner: text, state: $0, verifiedBy: text, reviewedOn: day)
    }
    let owners = [
      ReviewListPage.Owner(code: text, name: text),
      ReviewListPage.Owner(code: "0340", name: "Sorø"),
    ]
    return [
      ReviewListPage(
        rows: rows, owners: owners, owner: text, total: 1_204, dueCount: 2, pageNumber: 2,
        hasNextPage: true, notice: .reviewed),
      ReviewListPage(rows: [], owners: [], total: 0, dueCount: 0),
      brokenLinks, BrokenLinksPage(rows: [], total: 0),
    ] + subjectPlans + checklists + departed
      + states.map {
        ReviewPage(
          id: text, title: text, form: form, state: $0, verifiedBy: text, reviewedOn: day,
          token: text, initials: text, problems: [.init(.initials, .missing)])
      }
  }

  private var checklists: [any Page] {
    let rows = ChecklistPage.Standing.allCases.map {
      ChecklistPage.Row(id: text, title: text, standing: $0, reasons: [text, text], others: 2)
    }
    return [
      ChecklistPage(
        municipality: text, rows: rows, total: 1_204, doneCount: 7, waivedCount: 1, token: text,
        pageNumber: 2, hasNextPage: true, notice: .checklistSaved),
      ChecklistPage(
        municipality: text, rows: [], total: 0, doneCount: 0, token: text, isExpired: true),
    ]
  }

  private var departed: [any Page] {
    let holdings: [DepartedPage.Holding?] =
      [nil]
      + [true, false].map {
        DepartedPage.Holding(
          isPublicOnly: $0, lastEqual: moment, lastAttempt: moment, changes: 1_204, citizen: 3,
          partner: 2, staff: 1, offered: $0 ? 4 : 0)
      }
    let stream = DepartedPage.Stream(name: text, kept: 4, held: 1_204, last: moment)
    return [DepartedPage(nodes: [])]
      + holdings.map { holding in
        DepartedPage(
          nodes: [true, false].map {
            DepartedPage.Node(
              name: text, isRevoked: $0, recordedBy: text, recordedAt: $0 ? moment : nil,
              since: $0 ? moment : nil, holding: holding, streams: $0 ? [stream] : [],
              quarantined: $0 ? 3 : 0)
          })
      }
  }

  private var subjectPlans: [any Page] {
    let rows = [true, false].map {
      SubjectPlanPage.Row(number: text, title: text, standing: text, isActive: $0, hasMore: !$0)
    }
    let groups = SubjectPlanDifferencePage.Kind.allCases.map {
      SubjectPlanDifferencePage.Group(
        kind: $0, rows: [.init(number: text, title: text, note: text)], total: 102)
    }
    return [
      SubjectPlanPage(
        edition: day, isWhole: false, query: text, above: rows, rows: rows, mayImport: true,
        mayWrite: true, token: text, isTaken: true),
      SubjectPlanPage(
        edition: nil, rows: rows, mayImport: true, mayWrite: false, token: text,
        problem: .file(text)),
      SubjectPlanPage(
        edition: nil, rows: [], mayImport: true, mayWrite: false, token: text, problem: .old),
      SubjectPlanPage(
        edition: day, query: text, rows: [], mayImport: false, mayWrite: false, token: text),
      SubjectPlanDifferencePage(
        edition: day, inUse: day, groups: groups, details: 2,
        affected: [
          .init(id: text, title: text, number: text, successors: [text, text]),
          .init(id: text, title: text, number: text, successors: []),
        ], remarks: [text, text], digest: text, token: text, problem: text),
      SubjectPlanDifferencePage(
        edition: day, inUse: nil, groups: [], details: 0, affected: [], remarks: [], digest: text,
        token: text),
    ]
  }

  private var brokenLinks: BrokenLinksPage {
    let rows = BrokenLinksPage.Fault.all.map {
      BrokenLinksPage.Row(
        id: text, title: text, place: .text, label: text, address: text, fault: $0)
    }
    return BrokenLinksPage(
      rows: rows, total: 1_204, hosts: [.init(name: text, count: 2)], hostCount: 3, pageNumber: 2,
      hasNextPage: true)
  }

  private var backlinks: Backlinks {
    Backlinks(
      rows: LinkPlace.allCases.map { .init(id: text, title: text, place: $0) }, total: 60)
  }

  private var withdrawals: [any Page] {
    var form = WithdrawForm()
    form.reason = text
    form.date = text
    form.replacement = text
    form.initials = text
    return [
      WithdrawPage(
        id: text, title: text, form: form, token: text, isWithdrawn: false,
        backlinks: backlinks,
        problems: [.missingReason, .notADate, .unknownReplacement, .missingInitials]),
      WithdrawPage(id: text, title: text, form: WithdrawForm(), token: text, isWithdrawn: true),
      WithdrawPage(
        id: text, title: text, form: WithdrawForm(), token: text, isWithdrawn: true,
        reach: reach),
      WithdrawPage(
        id: text, title: text, form: WithdrawForm(), token: text, isWithdrawn: true,
        reach: WithdrawalReach(peers: [], others: [])),
    ]
  }

  // MARK: Conflicts and sync

  func conflict(_ id: String) -> Conflict {
    let side = Conflict.Side(author: text, place: text, time: moment, text: text)
    return Conflict(
      id: id, kind: .sameSentence, severity: .high, field: text, ancestor: text,
      sides: [side, side, side], merged: text)
  }

  private var conflicts: [any Page] {
    let both = [conflict("1"), conflict("2")]
    return [
      ConflictsPage(id: text, title: text, conflicts: both, baseVersion: text, token: text),
      ConflictsPage(id: text, title: text, conflicts: [], baseVersion: text, token: text),
      ConflictsPage(
        id: text, title: text, conflicts: both, baseVersion: text, token: text,
        attempt: .init(conflict: "2", problem: .missingInitials, ownText: text)),
      ConflictsPage(
        id: text, title: text, conflicts: both, baseVersion: text, token: text,
        attempt: .init(conflict: "3", problem: .alreadyResolved, ownText: text)),
      OpenConflictsPage(
        rows: [
          .init(
            articleID: text, articleTitle: text, count: 2, severity: .high, authors: [text, text],
            since: moment)
        ], notice: .conflictResolved(remaining: 1)),
      OpenConflictsPage(rows: []),
    ]
  }

  private var login: [any Page] {
    let carried = [(name: text, value: text)]
    let kept = [KeptText(label: text, text: text)]
    let problems: [LoginPage.Problem?] = [nil, .wrong, .later(seconds: 90), .expired, .loggedOut]
    let faults: [AccountPage.Problem?] = [
      nil, .wrong, .different, .tooShort(12), .tooLong(128), .holdsControls, .guessable,
      .later(seconds: 1), .expired,
    ]
    let logins = [true, false].map {
      AccountPage.Login(isKey: $0, label: text, seen: moment, isCurrent: !$0)
    }
    return problems.map {
      LoginPage(
        name: text, target: text, token: text, carried: carried, keptTexts: kept, problem: $0)
    } + [
      ResumePage(name: text, path: text, token: text, fields: carried, keptTexts: kept),
      AccountPage(
        name: text, fullName: text, initials: text, role: .admin, token: text, isFromProxy: true,
        notice: .othersEnded),
    ]
      + faults.map {
        AccountPage(
          name: text, fullName: text, initials: text, role: .editor, token: text, logins: logins,
          problem: $0)
      }
  }

  private var sync: [any Page] {
    let peers = [nil, text].map {
      SyncPage.Peer(
        name: text, address: text, lastSuccess: moment, waiting: 1_204, equality: .different,
        problem: $0, notes: [text, text])
    }
    let waiting = QuarantinePage.Item(
      id: text, title: text, author: text, place: text, time: moment, reason: text,
      isReleasable: false, diffs: diffs)
    return [
      QuarantinePage(items: [], token: text, notice: .quarantineDecided(remaining: 2)),
      QuarantinePage(items: [waiting, waiting], token: text, initials: text, problem: text),
      SyncPage(
        replica: text, digest: text, changes: 12_950, openConflicts: 2, quarantined: 1,
        peers: peers, invitations: [text], events: [.init(moment: moment, text: text)],
        isRunning: true, token: text, notice: .syncStarted),
      SyncPage(
        replica: text, digest: text, changes: 0, openConflicts: 0, quarantined: 0, peers: [],
        token: text),
    ]
  }
}
