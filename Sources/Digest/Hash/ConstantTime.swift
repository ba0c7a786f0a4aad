/// Comparison whose duration tells nothing about where two secrets differ.
///
/// A comparison that stops at the first difference lets a patient stranger guess a code byte by
/// byte. Length is not a secret: values of different length are unequal at once.
public enum ConstantTime {
  @inline(never)
  public static func areEqual(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>)
    -> Bool
  {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for (one, other) in zip(left, right) { difference |= one ^ other }
    return difference == 0
  }

  @inline(never)
  public static func areEqual(_ left: SHA256Digest, _ right: SHA256Digest) -> Bool {
    let difference =
      (left.first ^ right.first) | (left.second ^ right.second)
      | (left.third ^ right.third) | (left.fourth ^ right.fourth)
    return difference == 0
  }
}
