/// Remembers which compounds a word is a part of: the words people use most, *til* and *for* among
/// them, are in most queries, and have the most compounds to look at.
///
/// What is remembered is given up when the index has gained words. It belongs to one connection.
final class CompoundMemory {
  private static let wordsMax = 4_096

  private var compounds: [[UInt8]: [Int]] = [:]
  private var epoch: Int64 = 0
  private var wordCount = 0

  func compounds(with word: [UInt8], by splitter: CompoundSplitter) -> [Int] {
    let memory = splitter.memory
    if epoch != memory.moment.epoch || wordCount != memory.words.count
      || compounds.count >= CompoundMemory.wordsMax
    {
      compounds.removeAll(keepingCapacity: true)
      epoch = memory.moment.epoch
      wordCount = memory.words.count
    }
    if let known = compounds[word] { return known }
    let found = splitter.compounds(with: word)
    compounds[word] = found
    return found
  }
}
