# SPDX-License-Identifier: GPL-3.0-or-later
# What cmc and cmc-agent share.
noinst_LIBRARIES += libprotocol.a
libprotocol_a_SOURCES = \
	src/agent/channel.c \
	src/agent/frame.c \
	src/agent/payload.c src/agent/payload.h \
	src/agent/protocol.h \
	src/agent/shape.c src/agent/shape.h \
	src/agent/starter-io.c \
	src/agent/wire.c src/agent/wire.h

noinst_LIBRARIES += libcage.a
libcage_a_CPPFLAGS = $(AM_CPPFLAGS) $(SECCOMP_CFLAGS)
libcage_a_SOURCES = src/agent/cage.c src/agent/cage.h

check_PROGRAMS += tests/unit/test-agent-protocol
TESTS += tests/unit/test-agent-protocol
tests_unit_test_agent_protocol_SOURCES = tests/unit/test-agent-protocol.c
tests_unit_test_agent_protocol_LDADD = libprotocol.a libmodel.a libbase.a $(GLIB_LIBS)

noinst_LIBRARIES += libmaildir.a
libmaildir_a_SOURCES = \
	src/agent/maildir.c src/agent/maildir.h \
	src/agent/maildir-file.c src/agent/maildir-file.h

check_PROGRAMS += tests/unit/test-agent-maildir
TESTS += tests/unit/test-agent-maildir
tests_unit_test_agent_maildir_SOURCES = tests/unit/test-agent-maildir.c
tests_unit_test_agent_maildir_LDADD = libmaildir.a libnet.a libmodel.a libbase.a $(GLIB_LIBS)

# A watcher of one agent, for tests/e2e/agent.sh.
check_PROGRAMS += tests/e2e/agent-talk
tests_e2e_agent_talk_SOURCES = tests/e2e/agent-talk.c
tests_e2e_agent_talk_LDADD = libprotocol.a libmodel.a libbase.a $(GLIB_LIBS)
EXTRA_DIST += tests/e2e/agent.sh tests/e2e/T05-agent.t tests/e2e/T06-agent-plain.t

check_PROGRAMS += tests/unit/test-agent-cage
TESTS += tests/unit/test-agent-cage
tests_unit_test_agent_cage_SOURCES = tests/unit/test-agent-cage.c
tests_unit_test_agent_cage_CPPFLAGS = $(AM_CPPFLAGS) $(SECCOMP_CFLAGS)
tests_unit_test_agent_cage_LDADD = libcage.a libbase.a $(SECCOMP_LIBS) $(GLIB_LIBS)

pkglibexec_PROGRAMS += cmc-agent
cmc_agent_CPPFLAGS = $(AM_CPPFLAGS) $(ETPAN_CFLAGS) $(SECCOMP_CFLAGS)
cmc_agent_SOURCES = \
	src/agent/mailbox-agent.c src/agent/mailbox-agent.h \
	src/agent/mailbox-line.c \
	src/agent/mailbox-orders.c \
	src/agent/mailbox-sync.c \
	src/agent/mailbox-telling.c \
	src/agent/mailbox-wait.c \
	src/agent/mailbox.h \
	src/agent/maildir-agent.c \
	src/agent/maildir-box.c src/agent/maildir-box.h \
	src/agent/maildir-orders.c \
	src/agent/main.c \
	src/agent/sender-agent.c src/agent/sender-agent.h \
	src/agent/session.c src/agent/session.h
# It parses what strangers send: nothing in it stays writable that need not be.
cmc_agent_LDFLAGS = $(AM_LDFLAGS) -Wl,-z,relro -Wl,-z,now
cmc_agent_LDADD = libcage.a libmaildir.a libprotocol.a libnet.a libmail.a libmodel.a libbase.a $(ETPAN_LIBS) $(GNUTLS_LIBS) \
	$(GMIME_LIBS) $(GUMBO_LIBS) $(SECCOMP_LIBS) $(GLIB_LIBS)
