// viden: the program. Finds the command, runs it, and turns what it throws into one clear line and
// the exit code that belongs to it.

import Glibc

let table = CommandTable(
  commands: [
    .initialise, .serve, .sync, .peerInvite, .peerJoin, .peerAdd, .peerSet, .peerRotate,
    .peerRemove, .peerList, .peerRevoke, .peerRetire, .grantList, .grantAdd, .grantEnd,
    .grantEnforce, .grantBase,
    .articleNew, .articleEdit, .articleShow, .articleLog, .articleDiff, .articleApprove,
    .articleWithdraw, .conflicts, .conflictsResolve, .search, .importFolder, .exportFolder,
    .accountAdd, .accountList, .accountPassword, .accountRole, .accountDisable, .accountKey,
    .bundleWrite, .bundleRead, .bundleInspect,
    .quarantineList, .quarantineShow, .quarantineRelease, .quarantineDrop, .redact, .status, .check,
    .rebuild, .backup, .restore, .referenceList, .referenceImport, .referenceRemove, .contactAdd,
    .contactUndo, .contactImport, .contactExport, .contactSeal,
  ])

// Whoever starts us may have blocked signals on the thread that does (a server's worker has), and a
// blocked alarm would never end anything.
var none = sigset_t()
unsafe sigemptyset(&none)
unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
signal(SIGPIPE, SIG_IGN)
umask(0o077)
exit(table.perform(Array(CommandLine.arguments.dropFirst())).rawValue)
