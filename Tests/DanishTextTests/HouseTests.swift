import Testing

@Test func `the room can be tested — æøå`() {
  #expect(1 + 1 == 2)
}
