import Simulation
import Testing

@Suite struct DeterminismTests {
  @Test(arguments: [3, 11, 27] as [UInt64])
  func `a seed run twice gives the same trace`(seed: UInt64) {
    let first = World(seed: seed).run()
    let second = World(seed: seed).run()
    #expect(first.trace == second.trace)
    #expect(first.violation == nil)
  }
}
