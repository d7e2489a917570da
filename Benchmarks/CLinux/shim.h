/* SPDX-License-Identifier: Apache-2.0 */
/* What the load generator uses of Linux and Swift's Glibc module leaves out. */
#include <stddef.h>
#include <sys/epoll.h>

/* string.h shows it under _GNU_SOURCE only, which would change other declarations the Glibc module has read. */
extern void *memmem(const void *, size_t, const void *, size_t);
