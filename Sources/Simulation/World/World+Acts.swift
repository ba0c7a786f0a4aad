import CRDT
import Knowledge
import ReplicaStore
import SQLite
import SyncProtocol

/// What people and machines do on an ordinary day.
extension World {
  func perform(_ step: Step) throws {
    guard step.machine < machines.count else { return }
    var step = step
    step.machine = oneOfCopies(of: step.machine, step.seed)
    let machine = machines[step.machine]
    var random = RandomSource(seed: step.seed)
    guard !machine.isGone else { return }
    if Act.mishaps.contains(step.act) {
      note("\(machine.name): \(step.act)")
      return try performMishap(step, &random)
    }
    guard machine.isUp else { return }
    do {
      try performOrdinary(step, on: machine, &random)
    } catch is Machine.Mishap {
      try afterMishap(step.machine)
    }
    if step.number % 16 == 15, machine.isUp, !machine.disk.isArmed {
      try observe(.inspected(machine: step.machine))
    }
  }

  /// The machine itself, or one of those that have a copy of its disk: people work on all of them.
  private func oneOfCopies(of number: Int, _ seed: UInt64) -> Int {
    let copies = machines.indices.filter { nodes[$0] == nodes[number] }
    var random = RandomSource(seed: seed ^ 0x636f_7069_6573)
    return copies.count > 1 ? random.pick(copies) : number
  }

  private func performOrdinary(
    _ step: Step, on machine: Machine, _ random: inout RandomSource
  ) throws {
    switch step.act {
    case .synchronise: try synchronise(step.machine)
    case .everyoneAtOnce: for number in machines.indices { try synchronise(number) }
    case .writeStick: try writeStick(machine, &random)
    case .readStick: try readStick(machine, &random)
    case .backUp: try backUp(machine)
    case .restart:
      machine.stop()
      try observe(.restarted(machine: step.machine))
    case .search: try search(machine, &random)
    default:
      // On a mirror nobody works.
      guard machine.holdsChanges else { return }
      try performWork(step, on: machine, &random)
    }
  }

  private func performWork(
    _ step: Step, on machine: Machine, _ random: inout RandomSource
  ) throws {
    switch step.act {
    case .countContact, .takeBackContact, .correctCount:
      try count(step.act, on: machine, &random)
    case .removeWords: try removeWords(on: machine, &random)
    case .openForm: try openForm(machine, &random)
    case .giveGrant, .endGrant, .enforceRights, .decide:
      try govern(step.act, on: machine, &random)
    default: try write(step, on: machine, &random)
    }
  }

  // MARK: Syncing

  /// What cron does: the next peer that this machine calls.
  func synchronise(_ number: Int) throws {
    let called = links[number].filter { $0.isCalled && !machines[$0.machine].isGone }
    guard !called.isEmpty else { return }
    machines[number].turn += 1
    try call(number, called[machines[number].turn % called.count])
  }

  private func writeStick(_ machine: Machine, _ random: inout RandomSource) throws {
    let links = links[machine.number]
    guard !links.isEmpty else { return }
    let link = random.pick(links)
    let content = random.below(3)
    let (bytes, held) = try machine.perform(at: time) { replica in
      try replica.sealContactsIfAllowed(at: machine.now(time))
      let reader =
        switch content {
        case 0: HaveVector()
        case 1: try replica.agreedVector(withPeer: link.name)
        default: machine.lastStick  // what is new since the stick before, whoever got that one
        }
      var bytes: [UInt8] = []
      try BundleWriter.write(
        from: replica.access(forPeer: link.name, at: machine.now(time)),
        lackedBy: PeerVector(reader), keys: links.map { (name: $0.keyID, key: $0.key) }
      ) { bytes += $0 }
      return (bytes, try replica.vector())
    }
    machine.lastStick = held
    sticks.append(Stick(bytes: bytes, kind: .sound))
    note("\(machine.name) writes a stick of \(bytes.count) bytes")
    if circumstances.habit == .sticks, random.chance(perMille: 200) { makeStrangeStick(&random) }
  }

  private func readStick(_ machine: Machine, _ random: inout RandomSource) throws {
    guard !sticks.isEmpty else { return }
    let stick = sticks[random.below(sticks.count)]
    let stored = try machine.perform(at: time) { replica -> Int? in
      do {
        var reader = try BundleReader(stick.bytes)
        guard
          let link = links[machine.number].first(where: {
            reader.isSealed(by: $0.keyID, key: $0.key)
          })
        else { return nil }
        let access = try replica.access(forPeer: link.name, at: machine.now(time))
        return try reader.store(into: access)
      } catch is ProtocolError {
        return nil
      }
    }
    note("\(machine.name) reads a stick (\(stick.kind)): \(stored.map(String.init) ?? "refused")")
    try observe(.readStick(machine: machine.number, stick.kind, stored: stored))
  }

  // MARK: Care

  /// The shipped online backup, onto a disk of its own.
  private func backUp(_ machine: Machine) throws {
    let place = DiskShelf.Place(SimulatedDisk())
    try machine.perform(at: time) { _ in
      try machine.connection?.backup(to: place.path(Machine.database))
    }
    machine.backups.append(SimulatedDisk(copying: place.disk))
    if machine.backups.count > 3 { machine.backups.removeFirst() }
    note("\(machine.name) is backed up")
  }

  private func search(_ machine: Machine, _ random: inout RandomSource) throws {
    let words = ["byggetil", "sygedagpenge", "pas", "flytning \"", "æ* OR (", "sag 1"]
    let query = random.pick(words)
    try machine.perform(at: time) { replica in
      _ = try replica.searchPublished(query, limit: 5)
      _ = try replica.searchAll(query, limit: 5)
    }
  }
}
