import ReplicaStore

/// How a world begins: its machines, their clocks, and who knows whom.
extension World {
  /// The hub is machine 0, then come the municipalities, then the laptops.
  func found() throws {
    var random = RandomSource(seed: seed ^ 0x666f_756e_64)
    let municipalities = circumstances.municipalities
    for number in 0..<1 + municipalities + circumstances.laptops {
      let kind: Machine.Kind =
        number == 0 ? .hub : number <= municipalities ? .municipality : .laptop
      let machine = Machine(number: number, kind: kind, seed: random.next())
      if random.chance(perMille: circumstances.wrongClocks) {
        machine.clock.fault = MachineClock.someFault(&random, at: 0)
      }
      machines.append(machine)
      links.append([])
      nodes.append(
        try machine.perform(at: 0) { replica in
          try replica.found(
            municipality: "0\(100 + number)", name: machine.name,
            allowsOwnApproval: circumstances.allowsOwnApproval
          ).node
        })
    }
    try connectAll(&random)
    note("world of \(machines.count): \(circumstances.acts) acts in \(circumstances.days) days")
    try foundBase(&random)
  }

  private func connectAll(_ random: inout RandomSource) throws {
    let municipalities = circumstances.municipalities
    for number in machines.indices.dropFirst() {
      // A bus laptop talks with the hub or with the municipality that owns it.
      let isOwned = machines[number].kind == .laptop && random.isHeads
      try connect(number, to: isOwned ? 1 + random.below(municipalities) : 0, &random)
    }
    for _ in 0..<circumstances.sideLinks {
      let (one, other) = (1 + random.below(municipalities), 1 + random.below(municipalities))
      guard one != other, !links[one].contains(where: { $0.machine == other }) else { continue }
      try connect(one, to: other, &random)
    }
  }

  /// Pairs two machines; the first one calls.
  func connect(_ caller: Int, to called: Int, _ random: inout RandomSource) throws {
    let key = Link.key(&random)
    let keyID = "key-\(caller)-\(called)-\(links[caller].count)"
    try add(caller, knows: called, keyID: keyID, key: key, isCalled: true)
    try add(called, knows: caller, keyID: keyID, key: key, isCalled: false)
  }

  private func add(
    _ number: Int, knows other: Int, keyID: String, key: [UInt8], isCalled: Bool
  ) throws {
    let node = nodes[other]
    let link = Link(
      machine: other, name: machines[other].name, node: node, keyID: keyID, key: key,
      isCalled: isCalled)
    try machines[number].perform(at: time) { replica in
      try replica.addPeer(
        name: link.name, url: isCalled ? "http://\(link.name)" : nil, keyID: keyID, node: node)
    }
    links[number].append(link)
  }

  /// The link by which one machine knows another.
  func link(from number: Int, to other: Int) -> Link? {
    links[number].first { $0.machine == other }
  }
}
