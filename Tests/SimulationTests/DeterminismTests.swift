import Testing

@testable import Simulation

@Suite struct DeterminismTests {
  /// A small world with a little of everything.
  private func world(_ seed: UInt64) -> World {
    var circumstances = Circumstances(seed: seed)
    circumstances.municipalities = 3
    circumstances.laptops = 1
    circumstances.acts = 40
    circumstances.mishaps = 200
    return World(
      seed: seed, circumstances, script: Step.script(circumstances, seed: seed), keepsLines: true)
  }

  @Test(arguments: [3, 11, 27, 58] as [UInt64])
  func `a seed run twice gives the same trace and keeps every promise`(seed: UInt64) {
    let first = world(seed).run()
    let second = world(seed).run()
    #expect(first.trace == second.trace)
    #expect(first.violation == nil)
    #expect(first.exchanges > 0)
  }

  @Test func `another seed is another world`() {
    #expect(world(3).run().trace != world(4).run().trace)
  }

  @Test func `the reference scenario holds, and one crash in it too`() {
    let reference = ReferenceScenario.world()
    #expect(reference.run().violation == nil)
    let operations = reference.operations[1]
    #expect(operations.count > 100)
    let crash = World.Crash(
      machine: 1, operation: operations.lowerBound + operations.count / 2, survival: .sectors)
    #expect(ReferenceScenario.world(crash).run().violation == nil)
  }

  @Test func `an exchange cut at every byte leaves no trace`() {
    var cuts = CutEverywhere()
    cuts.run()
    #expect(cuts.violations == [])
    #expect(cuts.cuts > 1_000)
  }
}
