# SPDX-License-Identifier: GPL-3.0-or-later
# End to end: prove tests/e2e (contrib/test does all of it). make check runs the unit tests of the layers' fragments.
# Every file of tests/e2e is in the tarball, without being named here (T04 looks).
dist-hook: dist-e2e
dist-e2e:
	$(MKDIR_P) $(distdir)/tests/e2e
	cp -p $(srcdir)/tests/e2e/*.t $(srcdir)/tests/e2e/*.sh $(srcdir)/tests/e2e/*.py $(srcdir)/tests/e2e/*.c \
		$(srcdir)/tests/e2e/memory $(srcdir)/tests/e2e/lsan.supp $(distdir)/tests/e2e/
.PHONY: dist-e2e

# Faults and attacks, on a build of their own (--enable-fault-points): tests/fault/run [--long]
dist-hook: dist-fault
dist-fault:
	$(MKDIR_P) $(distdir)/tests/fault
	cp -p $(srcdir)/tests/fault/* $(distdir)/tests/fault/
.PHONY: dist-fault

# Mail written for it, and what cmc is to say of each: tests/corpus/NAME.eml, NAME.json. The figures: tests/bench/understand.
TESTS += tests/corpus/corpus.t
dist_check_SCRIPTS += tests/corpus/corpus.t tests/bench/understand
EXTRA_DIST += tests/corpus
dist_check_SCRIPTS += tests/bench/clients

# The benchmarks on servers of their own; each says its figures and the ratios to what limits it.
dist_check_SCRIPTS += tests/bench/sync tests/bench/today tests/bench/day \
	tests/bench/accounts tests/bench/commands tests/bench/cold tests/bench/growth tests/bench/marks tests/bench/arrival
EXTRA_DIST += tests/bench/bench.sh tests/bench/mailbox.py tests/bench/limits.py tests/bench/accounts.py tests/bench/arrival.py \
	tests/bench/RESULTS.md
BENCH = CMC_SRCDIR='$(abs_srcdir)' CMC_BUILDDIR='$(abs_builddir)' $(srcdir)/tests/bench
bench: all tests/bench/fill-store
	$(BENCH)/sync
	$(BENCH)/today
	$(BENCH)/commands
	$(BENCH)/cold
	$(BENCH)/marks
	$(BENCH)/arrival
	$(BENCH)/growth
	$(BENCH)/day
	$(BENCH)/accounts 50
# hours on a small machine, and some need 2 GB of disk: 100,000 mails, 100,000 contacts with 1,000,000 mails, 500 accounts
bench-full: all tests/bench/fill-store
	$(BENCH)/sync 10000 3
	$(BENCH)/sync 100000 3
	$(BENCH)/today 10000
	$(BENCH)/today 100000
	$(BENCH)/commands
	$(BENCH)/cold 10000
	$(BENCH)/cold 100000 2
	$(BENCH)/marks
	$(BENCH)/arrival 200 10000
	$(BENCH)/arrival 200 100000
	$(BENCH)/growth -r 2 1000 10000 100000
	$(BENCH)/day 1000 10000
	$(BENCH)/day 1000 100000
	$(BENCH)/accounts 50
	$(BENCH)/accounts 500
.PHONY: bench-full
.PHONY: bench

# The unit tests under valgrind: some minutes. End-to-end tests, and under sanitizers: tests/e2e/memory.
EXTRA_DIST += tests/unit/valgrind tests/unit/valgrind.supp
check-valgrind: all $(check_PROGRAMS)
	$(AM_TESTS_ENVIRONMENT) $(srcdir)/tests/unit/valgrind $(check_PROGRAMS)
.PHONY: check-valgrind

# Fuzz targets, for --enable-fuzz; tests/fuzz/run builds and runs them.
FUZZ_TARGETS = tests/fuzz/fuzz-mail \
	tests/fuzz/fuzz-headers \
	tests/fuzz/fuzz-bounce \
	tests/fuzz/fuzz-absence \
	tests/fuzz/fuzz-calendar \
	tests/fuzz/fuzz-html \
	tests/fuzz/fuzz-build \
	tests/fuzz/fuzz-when \
	tests/fuzz/fuzz-safe \
	tests/fuzz/fuzz-config \
	tests/fuzz/fuzz-protocol \
	tests/fuzz/fuzz-imap \
	tests/fuzz/fuzz-smtp
EXTRA_PROGRAMS += $(FUZZ_TARGETS)
dist_check_SCRIPTS += tests/fuzz/run
EXTRA_DIST += tests/fuzz/seeds tests/fuzz/RESULTS.md
tests_fuzz_fuzz_mail_SOURCES = tests/fuzz/fuzz-mail.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_mail_LDADD = $(MAIL_LIBS)
tests_fuzz_fuzz_mail_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_headers_SOURCES = tests/fuzz/fuzz-headers.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_headers_LDADD = $(MAIL_LIBS)
tests_fuzz_fuzz_headers_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_bounce_SOURCES = tests/fuzz/fuzz-bounce.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_bounce_LDADD = $(MAIL_LIBS)
tests_fuzz_fuzz_bounce_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_absence_SOURCES = tests/fuzz/fuzz-absence.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_absence_LDADD = $(MAIL_LIBS)
tests_fuzz_fuzz_absence_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_calendar_SOURCES = tests/fuzz/fuzz-calendar.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_calendar_LDADD = $(MAIL_LIBS)
tests_fuzz_fuzz_calendar_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_html_SOURCES = tests/fuzz/fuzz-html.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_html_LDADD = $(MAIL_LIBS)
tests_fuzz_fuzz_html_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_build_SOURCES = tests/fuzz/fuzz-build.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_build_LDADD = $(MAIL_LIBS)
tests_fuzz_fuzz_build_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_when_SOURCES = tests/fuzz/fuzz-when.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_when_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_when_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_safe_SOURCES = tests/fuzz/fuzz-safe.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_safe_LDADD = $(BASE_LIBS)
tests_fuzz_fuzz_safe_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_config_SOURCES = tests/fuzz/fuzz-config.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_config_LDADD = $(APP_LIBS)
tests_fuzz_fuzz_config_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_protocol_SOURCES = tests/fuzz/fuzz-protocol.c tests/fuzz/fuzz.h
tests_fuzz_fuzz_protocol_LDADD = libprotocol.a libmodel.a libbase.a $(GLIB_LIBS)
tests_fuzz_fuzz_protocol_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_imap_SOURCES = tests/fuzz/fuzz-imap.c tests/fuzz/fuzz.h tests/fuzz/fuzz-server.h
tests_fuzz_fuzz_imap_LDADD = $(NET_LIBS)
tests_fuzz_fuzz_imap_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_smtp_SOURCES = tests/fuzz/fuzz-smtp.c tests/fuzz/fuzz.h tests/fuzz/fuzz-server.h
tests_fuzz_fuzz_smtp_LDADD = $(NET_LIBS)
tests_fuzz_fuzz_smtp_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
fuzz: $(FUZZ_TARGETS) libexec-links
.PHONY: fuzz

# A store for benchmarks; made where it is asked for.
EXTRA_PROGRAMS += tests/bench/fill-store
tests_bench_fill_store_SOURCES = tests/bench/fill-store.c
tests_bench_fill_store_LDADD = $(STORE_LIBS)
CLEANFILES += tests/bench/fill-store
