extension SpanTree {
  /// What is wrong with the tree; `nil` if nothing is. For tests: it looks at everything.
  func brokenInvariant() -> String? {
    var seen = 0
    var leaf = firstLeaf
    var visible: Int32 = 0
    while leaf >= 0 {
      for slot in 0..<Int(leaves[leaf].count) {
        let span = leaves[leaf].spans[slot]
        seen += 1
        visible += spans[span].visible
        if spans[span].leaf != leaf { return "span \(span) does not know its leaf" }
        if leaves[leaf].visible[slot] != spans[span].visible { return "leaf \(leaf) is outdated" }
      }
      if leaves[leaf].next < 0 && leaf != lastLeaf { return "the last leaf is another one" }
      leaf = leaves[leaf].next
    }
    if seen != spans.count { return "\(spans.count - seen) spans are nowhere" }
    if visible != self.visible { return "the sum of all is \(self.visible), not \(visible)" }
    return root < 0 ? nil : brokenInvariant(below: root)
  }

  private func brokenInvariant(below node: Int32) -> String? {
    let branch = branches[node]
    for slot in 0..<Int(branch.count) {
      let child = branch.children[slot]
      let parent = branch.isAboveLeaves ? leaves[child].parent : branches[child].parent
      if parent != node { return "child \(child) has another parent than \(node)" }
      let sums = branch.isAboveLeaves ? sums(ofLeaf: child) : sums(ofBranch: child)
      if (branch.visible[slot], branch.known[slot]) != sums { return "branch \(node) sums wrongly" }
      if !branch.isAboveLeaves, let broken = brokenInvariant(below: child) { return broken }
    }
    return nil
  }
}
