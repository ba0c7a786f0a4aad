internal import CLinux

/// How the C library keeps free memory in a process of several threads.
public enum Heaps {
  /// Lets all threads share a few heaps, instead of one each (mallopt(3), M_ARENA_MAX).
  ///
  /// A heap keeps what its thread has freed, and with one for every worker the memory of a server is
  /// the sum of the worst that each has done. Two are enough that workers seldom wait for each other:
  /// small pieces come from a cache that each thread has anyway.
  public static func share() {
    // Where it is refused all is as it was.
    _ = mallopt(M_ARENA_MAX, 2)
  }
}
