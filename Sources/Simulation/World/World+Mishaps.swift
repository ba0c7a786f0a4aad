import CRDT
import ReplicaStore
import SyncProtocol

/// What goes wrong with machines, and how they come back.
extension World {
  /// After a call that the machine did not survive, or a disk that had no room.
  func afterMishap(_ number: Int) throws {
    let machine = machines[number]
    if let exchange = machine.exchange {
      exchange.isDisturbed = true
      machine.exchange = nil
      try observe(.ended(exchange: exchange, machine.disk.isDown ? .down : .full))
    }
    guard machine.disk.isDown else {
      note("\(machine.name): the disk is full")
      return
    }
    var chance = chanceForMessage()
    note("\(machine.name): the power failed")
    let pause = Int64(chance.between(1, 7_200)) * 1000
    queue.put(.powerUp(number, seed: chance.next()), at: time + pause)
  }

  func powerUp(_ number: Int, seed: UInt64) throws {
    let machine = machines[number]
    guard machine.disk.isDown else { return }
    var random = RandomSource(seed: seed)
    let survival = crash?.survival ?? random.pick(SimulatedDisk.Survival.allCases)
    machine.powerUp(survival, &random)
    note("\(machine.name) has power again, unsynced writes: \(survival)")
    try observe(.restarted(machine: number))
  }

  func performMishap(_ step: Step, _ random: inout RandomSource) throws {
    let number = step.machine
    let machine = machines[number]
    switch step.act {
    case .killProcess:
      machine.kill()
      try observe(.restarted(machine: number))
    case .failPower:
      machine.cutPower()
      try afterMishap(number)
    case .failPowerSoon:
      machine.disk.powerFails(atOperation: machine.disk.operations + random.below(60))
    case .fillDisk: machine.disk.bytesMax = machine.disk.used + random.below(40_000)
    case .freeDisk: machine.disk.bytesMax = nil
    case .turnClock: machine.clock.fault = MachineClock.someFault(&random, at: time)
    case .restoreBackup: try restoreBackup(number, &random)
    case .cloneDisk: try cloneDisk(number, &random)
    case .replaceHub: try replaceHub(&random)
    case .stayAway: stayAway(number, &random)
    case .depart: try makeDepart(number, &random)
    case .strangeChange: try makeStrangeChange(number, &random)
    case .strangeMessage: try sendStrangeMessage(&random)
    case .strangeStick: makeStrangeStick(&random)
    default: preconditionFailure("\(step.act) is no mishap")
    }
  }

  // MARK: Disks

  /// The disk is replaced by an image of it that is older. What was only on the old one is gone.
  private func restoreBackup(_ number: Int, _ random: inout RandomSource) throws {
    let machine = machines[number]
    guard !machine.backups.isEmpty else { return }
    let image = machine.backups[random.below(machine.backups.count)]
    if machine.disk.isDown { machine.powerUp(.everything, &random) }
    machine.disk.bytesMax = nil
    let before = try payloads(on: number)
    forkable.formUnion(try writers(on: number))
    machine.insert(image)
    try pairAgain(number)
    machine.openForms.removeAll()
    machine.tickets.removeAll()
    machine.lastStick = HaveVector()
    let after = try payloads(on: number)
    forkable.formUnion(try writers(on: number))
    ledger.excuse(before.subtracting(after).subtracting(try payloads(elsewhereThan: number)))
    ledger.replaceDisk(of: number, holding: after)
    ledger.contacts.loseDisk(of: number)
    note("\(machine.name) was restored: \(before.count) changes before, \(after.count) after")
    try observe(.diskReplaced(machine: number))
  }

  /// Peers that the image does not know yet are told to it again, by people.
  private func pairAgain(_ number: Int) throws {
    try machines[number].perform(at: time) { replica in
      let known = Set(try replica.peers().map(\.name))
      for link in links[number] where !known.contains(link.name) {
        try replica.addPeer(
          name: link.name, url: link.isCalled ? "http://\(link.name)" : nil, keyID: link.keyID,
          node: link.node, scopes: scopes(for: link.machine))
      }
    }
  }

  /// What is on a machine's disk at this moment.
  func payloads(on number: Int) throws -> Set<PayloadMark> {
    try read(number) { machine, _ in try machine.payloads() }
  }

  /// What all other machines that anybody can reach hold together.
  func payloads(elsewhereThan number: Int) throws -> Set<PayloadMark> {
    var elsewhere: Set<PayloadMark> = []
    for other in machines where other.number != number && !other.isGone {
      elsewhere.formUnion(try payloads(on: other.number))
    }
    return elsewhere
  }

  /// The name under which a machine writes now.
  private func writers(on number: Int) throws -> [ReplicaID] {
    try read(number) { _, replica in [try replica.identity().replica] }
  }

  /// Reads a machine's disk whatever is the matter with it: without power as of its last sync.
  private func read<T>(_ number: Int, _ body: (Machine, Replica) throws -> T) throws -> T {
    let machine = machines[number]
    guard !machine.disk.isDown else {
      let copy = Machine(copyOf: machine)
      var random = RandomSource(seed: 1)
      copy.powerUp(.nothing, &random)
      return try copy.perform(at: time) { try body(copy, $0) }
    }
    let limit = machine.disk.bytesMax
    machine.disk.bytesMax = nil
    defer { machine.disk.bytesMax = limit }
    do {
      return try machine.perform(at: time) { try body(machine, $0) }
    } catch is Machine.Mishap {
      try afterMishap(number)
      return try read(number, body)
    }
  }

  /// Somebody copies a machine's disk into another machine, and both go on.
  private func cloneDisk(_ number: Int, _ random: inout RandomSource) throws {
    let machine = machines[number]
    // A copy is found out when it calls somebody; nobody calls it.
    guard number != hub, machine.isUp, machines.count < 400,
      links[number].contains(where: \.isCalled)
    else { return }
    forkable.formUnion(try writers(on: number))
    let clone = Machine(copyOf: machine, number: machines.count)
    machines.append(clone)
    links.append(links[number])
    nodes.append(nodes[number])
    ledger.copyDisk(of: number, to: clone.number)
    ledger.contacts.copyDisk(of: number)
    note("\(machine.name) was copied: \(clone.name)")
    try observe(.diskReplaced(machine: clone.number))
  }

  /// A municipality's machine becomes the hub for everybody who called the old one. The old one is
  /// switched off for good.
  private func replaceHub(_ random: inout RandomSource) throws {
    let old = hub
    let new = 1 + random.below(circumstances.municipalities)
    guard new != old, !departed.contains(nodes[new]), machines.count < 60,
      machines.indices.allSatisfy({ machines[$0].isUp }),
      machines.allSatisfy({ $0.disk.bytesMax == nil && !$0.disk.isArmed })
    else { return }
    for number in machines.indices where number != new && number != old {
      guard let link = link(from: number, to: old), link.isCalled else { continue }
      setCalled(false, from: number, to: old)
      if self.link(from: number, to: new) == nil {
        try connect(number, to: new, &random)
      } else if !isCalling(new, number) {
        setCalled(true, from: number, to: new)
      }
    }
    setCalled(false, from: new, to: old)
    hub = new
    ledger.excuse(try payloads(on: old).subtracting(try payloads(elsewhereThan: old)))
    ledger.contacts.loseDisk(of: old)
    machines[old].stop()
    machines[old].isRetired = true
    machines[old].isGone = true
    note("\(machines[new].name) is the hub now, \(machines[old].name) is gone")
  }

  func isCalling(_ caller: Int, _ called: Int) -> Bool {
    link(from: caller, to: called)?.isCalled == true
  }

  func setCalled(_ isCalled: Bool, from number: Int, to other: Int) {
    for index in links[number].indices where links[number][index].machine == other {
      links[number][index].isCalled = isCalled
    }
  }

  /// A machine is switched off and put away for weeks.
  private func stayAway(_ number: Int, _ random: inout RandomSource) {
    let machine = machines[number]
    guard number != hub, !machine.isRetired else { return }
    machine.stop()
    machine.isRetired = true
    note("\(machine.name) is put away")
    let weeks = Int64(random.between(1, 8))
    queue.put(.comeBack(number), at: time + weeks * 7 * 86_400_000)
  }
}
