// SPDX-License-Identifier: Apache-2.0
#ifndef ROOST_CSANDBOX_H
#define ROOST_CSANDBOX_H

#include <stdint.h>
#include <sys/types.h>

// What a child process may use.
typedef struct {
    uint64_t memory_bytes;   // address space
    uint64_t file_bytes;     // the largest file it may write
    uint64_t cpu_seconds;    // processor time
    uint64_t open_files;
} roost_sandbox_limits;

// Starts a program in a process group of its own, with limits and without network. `arguments` and `environment` end
// with NULL; `input` becomes its standard input, `output` its standard output and error. Returns its id, or -errno.
pid_t roost_sandbox_start(
    const char *program, char *const arguments[], char *const environment[], const char *folder, int input,
    int output, const roost_sandbox_limits *limits);

// Waits until a program started above ends, at most so long; then it and its group are killed. Returns its exit
// status, 256 plus the number of the signal that ended it, or -1 when its time was over.
int roost_sandbox_wait(pid_t process, int64_t milliseconds);

#endif
