/// After the last fault: machines get their power back, disks have room again, and everybody syncs
/// as often as the longest way from one machine to another takes, and once more.
extension World {
  func settle() throws {
    isCalm = true
    weather = .calm
    for machine in machines where !machine.isGone {
      machine.isRetired = false
      machine.disk.bytesMax = nil
      machine.disk.powerFails(atOperation: nil)
      machine.exchange = nil
      if machine.disk.isDown { try powerUp(machine.number, seed: seed) }
    }
    try sendDepartedHome()
    note("calm: \(rounds) rounds")
    for _ in 0..<rounds {
      for caller in machines where !caller.isGone {
        for link in links[caller.number] where link.isCalled && !machines[link.machine].isGone {
          try call(caller.number, link)
          try drain()
        }
      }
    }
  }

  /// Until nothing is on its way.
  func drain() throws {
    while let (moment, event) = queue.next() {
      // What is left over from before is as late as it gets; it must do no harm now either.
      time = max(time, moment)
      switch event {
      case .request(let message, let exchange, let isRepeat):
        try arrive(message, of: exchange, isRepeat: isRepeat)
      case .answer(let message, let exchange, let request):
        try comeBack(message, to: exchange, request: request)
      case .step, .giveUp, .powerUp, .comeBack: break
      }
    }
  }

  /// The longest way over pairs that call each other, and one more.
  private var rounds: Int {
    let alive = machines.indices.filter { !machines[$0].isGone }
    var neighbours: [[Int]] = Array(repeating: [], count: machines.count)
    for number in alive {
      for link in links[number] where link.isCalled && !machines[link.machine].isGone {
        neighbours[number].append(link.machine)
        neighbours[link.machine].append(number)
      }
    }
    // From every machine in a small world; in a large one, from some, and from the far end.
    let starts = alive.prefix(64) + [World.farthest(from: alive.first ?? 0, neighbours).number]
    return 1 + (starts.map { World.farthest(from: $0, neighbours).distance }.max() ?? 0)
  }

  private static func farthest(
    from start: Int, _ neighbours: [[Int]]
  ) -> (number: Int, distance: Int) {
    var distances = [start: 0]
    var front = [start]
    var last = (number: start, distance: 0)
    while !front.isEmpty {
      var next: [Int] = []
      for number in front {
        for neighbour in neighbours[number] where distances[neighbour] == nil {
          let distance = (distances[number] ?? 0) + 1
          distances[neighbour] = distance
          last = (neighbour, distance)
          next.append(neighbour)
        }
      }
      front = next
    }
    return last
  }
}
