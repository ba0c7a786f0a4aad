// System headers that Swift's Glibc module does not map.
//
// _GNU_SOURCE stays undefined on purpose: with it some types of <sys/select.h> and <sys/socket.h>
// look different from those in the Glibc module, and the two modules can no longer be imported
// together. What it alone would declare is declared here by hand.
#include <sys/socket.h>
#include <sys/types.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <crypt.h>
#include <malloc.h>
#include <spawn.h>

// accept4(2): accept and set SOCK_NONBLOCK and SOCK_CLOEXEC in one step.
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
