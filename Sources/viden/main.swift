// viden: the program. Finds the command, runs it, and turns what it throws into one clear line and
// the exit code that belongs to it.

import Glibc

// Whoever starts us may have blocked signals on the thread that does (a server's worker has), and a
// blocked alarm would never end anything.
var none = sigset_t()
unsafe sigemptyset(&none)
unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
signal(SIGPIPE, SIG_IGN)
umask(0o077)
exit(CommandTable.all.perform(Array(CommandLine.arguments.dropFirst())).rawValue)
