// SPDX-License-Identifier: Apache-2.0
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ROOST_AUDIT_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ROOST_AUDIT_ARCH AUDIT_ARCH_AARCH64
#endif

#define REFUSE(number) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, 1), \
    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EACCES)

// No sockets and no looking into other processes, also for whatever the program may start. What a system call is
// called by another architecture's number is refused as a whole.
static int close_network(void) {
#ifdef ROOST_AUDIT_ARCH
    struct sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ROOST_AUDIT_ARCH, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
#if defined(__x86_64__)
        // The x32 numbers of the same calls.
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
#endif
        REFUSE(SYS_socket),
        REFUSE(SYS_socketpair),
        REFUSE(SYS_connect),
        REFUSE(SYS_bind),
        REFUSE(SYS_ptrace),
        REFUSE(SYS_process_vm_readv),
        REFUSE(SYS_process_vm_writev),
        REFUSE(SYS_kill),
        REFUSE(425),  // io_uring_setup, which could make sockets past this filter
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {
        .len = (unsigned short)(sizeof rules / sizeof rules[0]),
        .filter = rules,
    };
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
#else
    return 0;
#endif
}
#endif

static int limit(int resource, uint64_t value) {
    struct rlimit both = {.rlim_cur = (rlim_t)value, .rlim_max = (rlim_t)value};
    return setrlimit(resource, &both);
}

// Runs in the child between fork and exec, so it calls only what is safe there.
static int confine(int input, int output, const char *folder, const roost_sandbox_limits *limits, pid_t parent) {
    if (setpgid(0, 0) != 0) return -1;
#ifdef __linux__
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) return -1;
#endif
    if (chdir(folder) != 0) return -1;
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) return -1;
#ifdef __linux__
    // Whatever else is open stays with the server.
    if (syscall(SYS_close_range, 3, ~0U, 4 /* CLOSE_RANGE_CLOEXEC */) != 0) {
        for (int file = 3; file < 4096; file++) fcntl(file, F_SETFD, FD_CLOEXEC);
    }
#else
    for (int file = 3; file < 4096; file++) fcntl(file, F_SETFD, FD_CLOEXEC);
#endif
    if (limit(RLIMIT_AS, limits->memory_bytes) != 0) return -1;
    if (limit(RLIMIT_FSIZE, limits->file_bytes) != 0) return -1;
    if (limit(RLIMIT_CPU, limits->cpu_seconds) != 0) return -1;
    if (limit(RLIMIT_NOFILE, limits->open_files) != 0) return -1;
    if (limit(RLIMIT_CORE, 0) != 0) return -1;
    setpriority(PRIO_PROCESS, 0, 10);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
#ifdef __linux__
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    if (close_network() != 0) return -1;
#endif
    return 0;
}

pid_t roost_sandbox_start(
    const char *program, char *const arguments[], char *const environment[], const char *folder, int input,
    int output, const roost_sandbox_limits *limits) {
    // The child reports through this pipe why it could not become the program; becoming it closes the pipe.
    int report[2];
#ifdef __linux__
    if (pipe2(report, O_CLOEXEC) != 0) return -errno;
#else
    if (pipe(report) != 0) return -errno;
    fcntl(report[0], F_SETFD, FD_CLOEXEC);
    fcntl(report[1], F_SETFD, FD_CLOEXEC);
#endif
    pid_t parent = getpid();
    pid_t child = fork();
    if (child < 0) {
        int problem = errno;
        close(report[0]);
        close(report[1]);
        return -problem;
    }
    if (child == 0) {
        if (confine(input, output, folder, limits, parent) == 0) execve(program, arguments, environment);
        int problem = errno;
        ssize_t ignored = write(report[1], &problem, sizeof problem);
        (void)ignored;
        _exit(127);
    }
    close(report[1]);
    int problem = 0;
    ssize_t count;
    do count = read(report[0], &problem, sizeof problem);
    while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == (ssize_t)sizeof problem) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        return problem > 0 ? -problem : -EINVAL;
    }
    return child;
}

static int status_of(int status) {
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

static int64_t now_milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int roost_sandbox_wait(pid_t process, int64_t milliseconds) {
    int64_t deadline = now_milliseconds() + milliseconds;
#ifdef __linux__
    int handle = (int)syscall(434 /* pidfd_open */, process, 0);
#else
    int handle = -1;
#endif
    int status = 0;
    for (;;) {
        pid_t ended = waitpid(process, &status, WNOHANG);
        if (ended == process || (ended < 0 && errno != EINTR)) break;
        int64_t left = deadline - now_milliseconds();
        if (left <= 0) {
            kill(-process, SIGKILL);
            kill(process, SIGKILL);
            while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
            if (handle >= 0) close(handle);
            return -1;
        }
        struct pollfd wait = {.fd = handle, .events = POLLIN};
        // Without a handle the child is looked at every few milliseconds.
        if (handle >= 0) poll(&wait, 1, (int)(left > 60000 ? 60000 : left));
        else poll(NULL, 0, left > 5 ? 5 : (int)left);
    }
    if (handle >= 0) close(handle);
    // Whatever it started and left behind goes with it.
    kill(-process, SIGKILL);
    return status_of(status);
}
