# SPDX-License-Identifier: GPL-3.0-or-later
# What cmc and cmc-agent share.
noinst_LIBRARIES += libprotocol.a
libprotocol_a_SOURCES = \
	src/agent/channel.c \
	src/agent/frame.c \
	src/agent/payload.c src/agent/payload.h \
	src/agent/protocol.h \
	src/agent/shape.c src/agent/shape.h \
	src/agent/starter-io.c

check_PROGRAMS += tests/unit/test-agent-protocol
TESTS += tests/unit/test-agent-protocol
tests_unit_test_agent_protocol_SOURCES = tests/unit/test-agent-protocol.c
tests_unit_test_agent_protocol_LDADD = libprotocol.a libmodel.a libbase.a $(GLIB_LIBS)
