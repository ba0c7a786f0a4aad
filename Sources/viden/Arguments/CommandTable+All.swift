extension CommandTable {
  /// Every command, in the order in which the overview shows them.
  static let all: CommandTable = CommandTable(
    commands: [
      .initialise, .serve, .sync, .peerInvite, .peerJoin, .peerAdd, .peerSet, .peerRotate,
      .peerRemove, .peerList, .peerRevoke, .peerRetire, .grantList, .grantAdd, .grantEnd,
      .grantEnforce, .grantBase,
      .articleNew, .articleEdit, .articleShow, .articleLog, .articleDiff, .articleApprove,
      .articleWithdraw, .articleAdvise, .articleChecklist, .conflicts, .conflictsResolve, .search,
      .importFolder, .exportFolder,
      .exportSite, .exportHistory, .exportZip,
      .accountAdd, .accountList, .accountPassword, .accountRole, .accountDisable, .accountKey,
      .bundleWrite, .bundleRead, .bundleInspect, .relay,
      .quarantineList, .quarantineShow, .quarantineRelease, .quarantineDrop, .redact, .status,
      .check, .doctor, .rebuild, .backup, .backupVerify, .restore, .configCheck, .configShow,
      .configExample, .completion, .referenceList, .referenceImport, .referenceRemove,
      .subjectPlanImport, .subjectPlanShow,
      .contactAdd, .contactUndo, .contactImport, .contactExport, .contactSeal,
      .report, .synonymList, .synonymAdd, .synonymRemove,
    ])
}
