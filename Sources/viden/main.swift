// viden: the program. Finds the command, runs it, and turns what it throws into one clear line and
// the exit code that belongs to it.

import Glibc

let table = CommandTable(
  commands: [
    .initialise, .serve, .sync, .peerAdd, .peerList,
    .articleNew, .articleEdit, .articleShow, .articleLog, .articleDiff, .articleApprove,
    .articleWithdraw, .conflicts, .conflictsResolve, .search, .importFolder, .exportFolder,
    .bundleWrite, .bundleRead, .bundleInspect, .status, .check, .rebuild,
  ])

signal(SIGPIPE, SIG_IGN)
umask(0o077)
exit(table.perform(Array(CommandLine.arguments.dropFirst())).rawValue)
