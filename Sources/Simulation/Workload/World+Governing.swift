import CRDT
import Knowledge
import ReplicaStore
import SyncProtocol

/// How far a base has come with rights.
enum Rights: CaseIterable, Hashable, Sendable {
  /// Nobody has founded it: everybody may do everything.
  case none
  /// There are records, and everybody may still do everything.
  case founded
  /// Whoever has no grant may not.
  case enforced
}

/// Who may do what: grants given and ended, nodes that leave or are barred, and decisions on what
/// was set aside meanwhile.
extension World {
  // MARK: The beginning

  /// The hub founds the base and gives everybody something to do. Then all but some, who are out in
  /// the country already, hear of it.
  func foundBase(_ random: inout RandomSource) throws {
    guard circumstances.rights != .none else { return }
    let authorship = authorship(of: "HUB", on: machines[0])
    var grants: [AuthorityRecord] = []
    for machine in machines.dropFirst() {
      let role: Role =
        machine.number == 1 ? .admin : machine.kind == .laptop ? .editor : .approver
      grants.append(.grant(grant(role, to: machine.number, by: authorship, &random)))
    }
    let enforces = circumstances.rights == .enforced
    _ = try command("founds the base", nil, on: machines[0]) { replica in
      try replica.foundBase(by: authorship)
      if !grants.isEmpty { try replica.put(onRecord: grants, by: authorship) }
      if enforces { try replica.enforceRights(by: authorship) }
    }
    let drawn = weather
    weather = .calm
    for number in machines.indices where !random.chance(perMille: 150) {
      try synchronise(number)
      try drain()
    }
    weather = drawn
  }

  private func grant(
    _ role: Role, to number: Int, by authorship: Authorship, _ random: inout RandomSource
  ) -> Grant {
    // Few grants are bounded, because what people may not do tells little of what they do.
    let isBounded = random.chance(perMille: 150) && role < .admin
    return Grant(
      role: role, holder: .node(NodeID(rawValue: nodes[number])),
      area: isBounded ? Area(mainGroups: [random.pick(["23", "38"])]) : .everything,
      validTo: random.chance(perMille: 100) ? CivilDate(year: 2027, month: 1, day: 25) : nil,
      grantedBy: authorship.author)
  }

  private func authorship(of person: String, on machine: Machine) -> Authorship {
    Authorship(author: "\(person), \(machine.name)", time: machine.now(time))
  }

  // MARK: On the way

  func govern(_ act: Act, on machine: Machine, _ random: inout RandomSource) throws {
    let authorship = authorship(of: "ADM", on: machine)
    switch act {
    case .giveGrant:
      let role = random.pick([Role.staff, .editor, .editor, .approver, .approver, .admin])
      let grant = grant(role, to: random.below(machines.count), by: authorship, &random)
      _ = try command("gives a grant (\(role))", nil, on: machine) {
        try $0.put(onRecord: [.grant(grant)], by: authorship)
      }
    case .endGrant: try endGrant(on: machine, by: authorship, &random)
    case .enforceRights:
      _ = try command("lets rights count", nil, on: machine) {
        try $0.enforceRights(by: authorship)
      }
    default: try decide(on: machine, by: authorship, &random)
    }
  }

  private func endGrant(
    on machine: Machine, by authorship: Authorship, _ random: inout RandomSource
  ) throws {
    let known = try machine.perform(at: time) { try $0.authority()?.grants ?? [] }
    let standing = known.filter { !$0.isEnded }
    guard !standing.isEmpty else { return }
    let entry = standing[random.below(standing.count)]
    let letsStand = random.isHeads
    _ = try command("ends the grant \(entry.id)", nil, on: machine) {
      try $0.endGrant(entry.id, lettingUnknowingWorkStand: letsStand, by: authorship)
    }
  }

  /// Somebody looks at what is set aside, and lets it count or leaves it out.
  private func decide(
    on machine: Machine, by authorship: Authorship, _ random: inout RandomSource
  ) throws {
    let waiting = try machine.perform(at: time) { try $0.quarantine() }
    guard !waiting.isEmpty else { return }
    let item = waiting[random.below(waiting.count)]
    let releases = item.isReleasable && random.chance(perMille: 700)
    let what = releases ? "releases \(item.id)" : "drops \(item.id)"
    let done = try command(what, nil, on: machine) { replica in
      releases
        ? try replica.release([item.id], by: authorship)
        : try replica.drop([item.id], by: authorship)
    }
    guard done != nil else { return }
    let after = try machine.perform(at: time) { try $0.quarantine(includingDropped: true) }
    try observe(
      .decided(
        machine: machine.number, item.id, isReleased: releases,
        reason: after.first { $0.id == item.id }?.reason))
  }

  // MARK: Leaving

  /// Somebody puts on record that a node has left or is barred, mostly somebody who may. Its people
  /// go on without knowing.
  func makeDepart(_ number: Int, _ random: inout RandomSource) throws {
    let machine = machines[random.chance(perMille: 600) ? random.pick([hub, 1]) : number]
    let target = 1 + random.below(machines.count - 1)
    guard machine.isUp, machine.disk.bytesMax == nil, !machine.disk.isArmed,
      target < machines.count, nodes[target] != nodes[hub],
      nodes[target] != nodes[machine.number]
    else { return }
    let kind: Departure.Kind = random.isHeads ? .revoked : .retired
    let done = try command("has \(machines[target].name) \(kind)", nil, on: machine) {
      try $0.depart(
        NodeID(rawValue: nodes[target]), as: kind, by: authorship(of: "ADM", on: machine))
    }
    guard done != nil else { return }
    departed.insert(nodes[target])
    goOn(target, &random)
  }

  /// What the people of a machine do who have not heard that it is barred: they write, they carry
  /// it to others on a stick, and they call whoever still answers.
  private func goOn(_ number: Int, _ random: inout RandomSource) {
    let others = links[number].map(\.machine)
    var moment = time
    func plan(_ act: Act, on machine: Int) {
      moment += Int64(random.between(1, 60)) * 60_000
      let step = Step(number: -1, time: moment, machine: machine, act: act, seed: random.next())
      queue.put(.step(step), at: moment)
    }
    for act in [Act.edit, .create, .synchronise, .writeStick, .synchronise] {
      plan(act, on: number)
    }
    if !others.isEmpty { plan(.readStick, on: random.pick(others)) }
  }

  /// In the calm nobody goes on as if a barred node took part: whoever called it calls the hub, and
  /// what it alone holds is out of reach.
  func sendDepartedHome() throws {
    for machine in machines where departed.contains(nodes[machine.number]) && !machine.isGone {
      try callHubInstead(of: machine.number)
      ledger.excuse(
        try payloads(on: machine.number).subtracting(try payloads(elsewhereThan: machine.number)))
      ledger.contacts.loseDisk(of: machine.number)
      machine.stop()
      machine.isRetired = true
      machine.isGone = true
      note("\(machine.name) has left")
    }
  }

  private func callHubInstead(of left: Int) throws {
    var random = RandomSource(seed: seed ^ UInt64(left))
    for number in machines.indices where number != hub {
      guard !departed.contains(nodes[number]), let link = link(from: number, to: left),
        link.isCalled
      else { continue }
      setCalled(false, from: number, to: left)
      if self.link(from: number, to: hub) == nil {
        try connect(number, to: hub, &random)
      } else if !isCalling(hub, number) {
        setCalled(true, from: number, to: hub)
      }
    }
  }
}
