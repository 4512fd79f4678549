/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agent/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <sched.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifdef HAVE_LINUX_LANDLOCK_H
#include <linux/landlock.h>
#endif
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#endif

#include "base/log.h"

#define MEMORY_BYTES ((rlim_t)1 << 30)
#define DESCRIPTORS  64

static void limit(int resource, rlim_t most)
{
	struct rlimit rlimit;

	if (getrlimit(resource, &rlimit) != 0)
		return;
	rlimit.rlim_max = MIN(rlimit.rlim_max, most);
	rlimit.rlim_cur = MIN(rlimit.rlim_cur, rlimit.rlim_max);
	setrlimit(resource, &rlimit);
}

#ifdef HAVE_LINUX_LANDLOCK_H
#define WRITES                                                                                                         \
	(LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |              \
	 LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |                    \
	 LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |                 \
	 LANDLOCK_ACCESS_FS_MAKE_SYM)
#define READS     (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define TREE_OPEN                                                                                                      \
	(READS | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |        \
	 LANDLOCK_ACCESS_FS_MAKE_REG)

static bool allow_below(int rules, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr beneath = {.allowed_access = access};
	bool added;

	beneath.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (beneath.parent_fd < 0)
		return false;
	added = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0;
	close(beneath.parent_fd);
	return added;
}

/* Character sets and time zones are loaded when a mail asks for them. */
static void allow_system(int rules)
{
	static const char *const folders[] = {
		"/usr", "/lib", "/lib64", "/etc",
#ifdef CMC_SANITIZED
		"/proc", /* what memory there is, for the leak check */
#endif
	};

	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++)
		allow_below(rules, folders[i], READS);
}
#endif

/* Without a tree no rule follows: nothing may be written or made, and reading is not handled, so it stays allowed. */
static bool close_files(const char *tree)
{
#ifdef HAVE_LINUX_LANDLOCK_H
	struct landlock_ruleset_attr rules = {.handled_access_fs = WRITES | LANDLOCK_ACCESS_FS_EXECUTE};
	uint64_t open_in_tree = TREE_OPEN;
	bool closed;

	if (tree) {
		/* from tmp to new: a right of its own since version 2; before it there was no way to allow it */
		if (syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) < 2)
			return false;
		open_in_tree |= LANDLOCK_ACCESS_FS_REFER;
		rules.handled_access_fs |= READS | LANDLOCK_ACCESS_FS_REFER;
	}
	int fd = (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
	if (fd < 0)
		return false;
	closed = !tree || allow_below(fd, tree, open_in_tree);
	if (tree)
		allow_system(fd);
	/* a tree that is not there: then nothing is open */
	closed = syscall(SYS_landlock_restrict_self, fd, 0) == 0 && closed;
	close(fd);
	return closed;
#else
	(void)tree;
	return false;
#endif
}

static const char *const forbidden[] = {
	"execve",          "execveat",     "process_vm_readv", "process_vm_writev", "creat",           "mkdir",
	"mkdirat",         "mknod",        "mknodat",          "unlink",            "unlinkat",        "rmdir",
	"rename",          "renameat",     "renameat2",        "link",              "linkat",          "symlink",
	"symlinkat",       "chmod",        "fchmodat",         "fchmodat2",         "chown",           "lchown",
	"fchownat",        "truncate",     "setxattr",         "mount",             "umount2",         "move_mount",
	"open_tree",       "fsopen",       "pivot_root",       "chroot",            "setns",           "unshare",
	"bpf",             "perf_event_open", "keyctl",        "add_key",           "request_key",     "userfaultfd",
	"init_module",     "finit_module", "delete_module",    "kexec_load",        "kexec_file_load", "reboot",
	"swapon",          "swapoff",      "io_uring_setup",   "openat2",           "pidfd_getfd",     "bind",
	"listen",          "accept",       "accept4",          "memfd_create",
#ifndef CMC_SANITIZED /* the leak check traces its own process */
	"ptrace",          "fork",         "vfork",
#endif
};

/* What a Maildir needs; where it may be done, Landlock says. */
static const char *const needed_in_tree[] = {"mkdirat", "unlinkat", "renameat", "renameat2", NULL};
static const char *const no_network[] = {"socket", "connect"};

static bool forbid(scmp_filter_ctx filter, const char *name)
{
	int call = seccomp_syscall_resolve_name(name);

	return call < 0 || seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0) == 0;
}

static bool forbid_truncating(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp truncating = SCMP_CMP(2, SCMP_CMP_MASKED_EQ, O_TRUNC, O_TRUNC);

	return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1, &truncating) == 0;
}

static bool forbid_writing(scmp_filter_ctx filter, const char *name, unsigned argument)
{
	int call = seccomp_syscall_resolve_name(name);
	const struct scmp_arg_cmp any[] = {
		SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, O_CREAT, O_CREAT),
		SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, O_TRUNC, O_TRUNC),
		SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, O_ACCMODE, O_WRONLY),
		SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, O_ACCMODE, O_RDWR),
	};
	bool added = true;

	for (gsize i = 0; call >= 0 && i < G_N_ELEMENTS(any); i++)
		added &= seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EACCES), call, 1, &any[i]) == 0;
	return added;
}

static bool close_calls(bool tree)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	bool closed = filter != NULL;

	for (gsize i = 0; closed && i < G_N_ELEMENTS(forbidden); i++)
		closed = (tree && g_strv_contains(needed_in_tree, forbidden[i])) || forbid(filter, forbidden[i]);
	for (gsize i = 0; closed && tree && i < G_N_ELEMENTS(no_network); i++)
		closed = forbid(filter, no_network[i]);
	closed = closed && forbid_writing(filter, "open", 1) &&
		 (tree ? forbid_truncating(filter) : forbid_writing(filter, "openat", 2));
#ifndef CMC_SANITIZED
	/* threads stay possible, processes do not; glibc falls back from clone3 to clone, whose flags can be looked at */
	closed = closed && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0 &&
		 seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
				  SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0)) == 0;
#endif
	closed = closed && seccomp_load(filter) == 0;
	if (filter)
		seccomp_release(filter);
	return closed;
}

#ifdef CMC_SANITIZED
static void hang_up(int ignored)
{
	for (int fd = STDERR_FILENO + 1; fd < DESCRIPTORS; fd++)
		shutdown(fd, SHUT_RDWR);
}

/* What is found needs a file, and later none can be made any more. tests/e2e/memory names the folder. */
static void prepare_report(void)
{
	signal(CAGE_END_SIGNAL, hang_up);
#ifdef __SANITIZE_ADDRESS__
	const char *folder = g_getenv("CMC_SANITIZER_REPORTS");
	g_autofree char *path = g_strdup_printf("%s/caged.%d", folder, (int)getpid());
	int fd = folder ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;

	if (fd >= 0)
		__sanitizer_set_report_fd((void *)(intptr_t)fd);
#endif
}
#endif

void cage_close(void)
{
	cage_close_around(NULL);
}

void cage_close_around(const char *tree)
{
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, DESCRIPTORS);
#ifdef CMC_SANITIZED
	prepare_report();
#else
	limit(RLIMIT_AS, MEMORY_BYTES);
	prctl(PR_SET_DUMPABLE, 0);
#endif
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		log_trouble("cage-open", "privileges: %s", g_strerror(errno));
	if (!close_files(tree))
		log_detail("cage-open", "Landlock: %s", g_strerror(errno));
	if (!close_calls(tree != NULL))
		log_trouble("cage-open", "seccomp: %s", g_strerror(errno));
}
